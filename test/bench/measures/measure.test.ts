import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chaosOf, pasOf } from "../../../src/bench/measures/coherence.ts";
import { measure, voted, yardstickOf } from "../../../src/bench/measures/measure.ts";

const { measured } = JSON.parse(readFileSync("fixtures/benchmark.json", "utf8"));
const matrix = (values: readonly number[]) => ({
  rows: values.length / 2,
  columns: 2,
  values: Float64Array.from(values),
});
const truth = Int32Array.from(measured.truth);
const labels = Int32Array.from(measured.labels);
const by = await yardstickOf({ truth, positions: matrix(measured.positions) }, 30);

test("the vote of the 30 nearest equals the reference", () => {
  expect([...voted(labels, by)]).toEqual(measured.voted);
});

test("agreement, CHAOS and PAS, raw and after the vote, equal scikit-learn and the definitions", async () => {
  const { raw, own, vote } = await measure({ raw: labels, own: labels }, by);
  for (const [got, expected] of [
    [raw, measured.raw],
    [own, measured.raw],
    [vote, measured.vote],
  ]) {
    for (const [name, value] of Object.entries(expected)) expect(got[name], name).toBeCloseTo(Number(value), 10);
  }
  expect(raw.domains).toBe(new Set(measured.labels).size);
});

test("cells without a domain are left out of every measure", async () => {
  const some = labels.map((label, i) => (i % 7 === 0 ? -1 : label));
  const { raw, vote } = await measure({ raw: some, own: some }, by);
  expect(raw.nmi).not.toBe(measured.raw.nmi);
  expect(Number.isFinite(vote.chaos + vote.pas)).toBe(true);
  expect(voted(some, by).filter((label) => label < 0)).toHaveLength(some.filter((label) => label < 0).length);
});

test("the only cell of a domain adds nothing to CHAOS, and cells of another section are not near", async () => {
  const row = matrix([0, 0, 1, 0, 2, 0, 3, 0]);
  const one = await chaosOf(Int32Array.of(0, 0, 0, 1), row);
  // Positions 0 to 3 have the deviation sqrt(1.25): each of three cells has its nearest one at 1 / sqrt(1.25).
  expect(one).toBeCloseTo(3 / Math.sqrt(1.25) / 4, 12);
  expect(await chaosOf(Int32Array.of(0, 0, 0, 0), row, Int32Array.of(0, 1, 0, 1))).toBeCloseTo(2 / Math.sqrt(1.25), 12);
});

test("PAS counts a cell from six of ten neighbours in other domains", () => {
  const nearest = Int32Array.from({ length: 11 * 10 }, (_, e) => (Math.floor(e / 10) + 1 + (e % 10)) % 11);
  const five = Int32Array.from({ length: 11 }, (_, i) => (i < 6 ? 0 : 1));
  // Of the six cells of domain 0 five others are outside, of the five of domain 1 six are.
  expect(pasOf(five, nearest)).toBeCloseTo(5 / 11, 12);
});

test("without known labels agreement is not measured, and coherence is the same", async () => {
  const without = await measure({ raw: labels, own: labels }, { ...by, truth: undefined });
  const { chaos, pas, domains } = (await measure({ raw: labels, own: labels }, by)).raw;
  expect(without.raw).toEqual({ chaos, pas, domains });
});

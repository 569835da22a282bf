import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { makeEnsemble } from "../../../src/domains/hints/ensemble.ts";
import { labelNext } from "../../../src/domains/hints/labelNext.ts";
import { hintPolicy } from "../../../src/domains/hints/policy.ts";
import { strips } from "./strips.ts";

const side = 20;
const { tissue, truth } = await strips({ side, count: 4, apart: 6 });
const ensemble = await makeEnsemble(tissue, 4, hintPolicy.ensemble, createRandom(0), silentTask);
const { kernel, next: policy } = hintPolicy;

/** Certain of the strip of each cell, but for some that two strips dispute. */
function shares(disputed: (i: number) => boolean): Float32Array {
  const values = new Float32Array(truth.length * 4);
  truth.forEach((strip, i) => {
    values[i * 4 + strip] = disputed(i) ? 0.5 : 1;
    if (disputed(i)) values[i * 4 + ((strip + 1) % 4)] = 0.5;
  });
  return values;
}

const suggest = (of: Float32Array, count: number, hinted: readonly number[] = []) =>
  labelNext(ensemble, of, Uint32Array.from(hinted), { count, policy, kernel }, createRandom(1));

test("a cell of a disputed region comes before a stray disputed cell, however disputed that is", () => {
  // All of strip 2 is somewhat disputed; one cell of strip 0 is more so.
  const stray = 5 * side + 2;
  const of = shares((i) => i === stray);
  truth.forEach((strip, i) => {
    if (strip === 2) of.set([0, 0, 0.7, 0.3], i * 4);
  });
  const [first] = suggest(of, 1);
  expect(truth[first.cell]).toBe(2);
  expect(first.between).toEqual([2, 3]);
  expect(first.dispute).toBeCloseTo(0.6, 5);
});

test("suggestions spread over disputed regions, and no cell beside a hint is suggested", () => {
  const found = suggest(
    shares((i) => truth[i] === 0 || truth[i] === 3),
    4,
  );
  expect(new Set(found.map(({ cell }) => truth[cell]))).toEqual(new Set([0, 3]));
  const hint = found[0].cell;
  const r = ensemble.near.length / ensemble.cells;
  const beside = Array.from(ensemble.near.subarray(hint * r, hint * r + policy.apart));
  const again = suggest(
    shares((i) => truth[i] === 0 || truth[i] === 3),
    40,
    [hint],
  ).map(({ cell }) => cell);
  expect(again).not.toContain(hint);
  expect(again.filter((cell) => beside.includes(cell))).toEqual([]);
});

test("where nothing is disputed suggestions spread over all domains", () => {
  const found = suggest(
    shares(() => false),
    4,
  );
  expect(new Set(found.map(({ cell }) => truth[cell])).size).toBe(4);
});

test("cells of another section are no nearer for their coordinates", async () => {
  const sections = truth.map((_, i) => (i % side < side / 2 ? 0 : 1));
  const own = { ...ensemble, sections };
  const options = { count: 6, policy, kernel };
  const found = labelNext(
    own,
    shares(() => true),
    new Uint32Array(0),
    options,
    createRandom(1),
  );
  expect(found).toHaveLength(6);
  expect(new Set(found.map(({ cell }) => sections[cell])).size).toBe(2);
});

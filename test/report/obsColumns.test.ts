import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Column } from "../../src/data/table.ts";
import { obsColumns } from "../../src/report/obsColumns.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

const made = simulateTissue({ cells: 6, genes: 5, domains: 1 }, createRandom(1));
const withObs = (columns: Readonly<Record<string, Column>>) => ({
  ...made,
  obs: { rows: 6, columns: new Map(Object.entries(columns)) },
});
const text = (...values: string[]): Column => ({ kind: "string", values });
const numbers = (...values: number[]): Column => ({ kind: "number", values: Float64Array.from(values) });
const bytesOf = (base64: string) => Uint8Array.from(Buffer.from(base64, "base64"));

test("labels become groups in the order of their numbers, missing ones none", () => {
  const { groups } = obsColumns(withObs({ layer: text("L10", "L2", "L2", "", "L10", "L1") }), 1e6);
  expect(groups[0].categories).toEqual(["L1", "L2", "L10"]);
  expect([...new Uint16Array(bytesOf(groups[0].codes).buffer)]).toEqual([2, 1, 1, 65535, 2, 0]);
});

test("numbers become steps between their ends, and missing ones none", () => {
  const { values } = obsColumns(withObs({ depth: numbers(0, 5, 10, Number.NaN, 10, 0) }), 1e6);
  expect(values[0]).toMatchObject({ name: "depth", low: 0, high: 10 });
  expect([...bytesOf(values[0].steps)]).toEqual([0, 127, 254, 255, 254, 0]);
});

test("columns of one value and those of an earlier run are left out, and those without room are told", () => {
  const labels = text("a", "b", "a", "b", "a", "b");
  const columns = { same: text("a", "a", "a", "a", "a", "a"), cellscape_domain: labels, one: labels, two: labels };
  const { groups, left } = obsColumns(withObs(columns), 16);
  expect(groups.map(({ name }) => name)).toEqual(["one"]);
  expect(left).toEqual(["two"]);
});

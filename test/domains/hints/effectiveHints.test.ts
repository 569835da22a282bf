import { expect, test } from "vitest";
import { effectiveHints } from "../../../src/domains/hints/effectiveHints.ts";

/** Twelve cells in a row, each with the two beside it. */
const near = Int32Array.from({ length: 24 }, (_, at) => {
  const other = (at >> 1) + (at % 2 === 0 ? -1 : 1);
  return other >= 0 && other < 12 ? other : -1;
}).map((_, at, all) => (all[at - (at % 2)] < 0 ? (at % 2 === 0 ? all[at + 1] : -1) : all[at]));
const count = (cells: readonly number[], codes: readonly number[]) =>
  effectiveHints({ near, cells: 12 }, { cells: Uint32Array.from(cells), codes: Int32Array.from(codes) }, 2);

test("cells apart count one each, and so do touching cells of different classes", () => {
  expect(count([0, 4, 8], [0, 0, 1])).toBe(3);
  expect(count([0, 1], [0, 1])).toBe(2);
});

test("a patch of ten touching cells counts two", () => {
  expect(count([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0])).toBe(2);
});

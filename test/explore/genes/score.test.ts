import { expect, test } from "vitest";
import type { Sparse } from "../../../src/data/sparse.ts";
import { turnToColumns } from "../../../src/explore/genes/geneColumns.ts";
import { shownPair } from "../../../src/explore/genes/pair.ts";
import { geneScore } from "../../../src/explore/genes/score.ts";

// Cells x genes: [1 2 0], [0 0 0], [4 0 3]; a fourth cell was not read.
const expression: Sparse = {
  rows: 3,
  columns: 3,
  starts: Uint32Array.of(0, 2, 2, 4),
  indices: Uint32Array.of(0, 1, 0, 2),
  values: Float32Array.of(1, 2, 4, 3),
};
const genes = await turnToColumns(expression, {
  names: ["A", "B", "C"],
  unit: "",
  rows: Uint32Array.of(0, 1, 2),
  cells: 4,
});

test("the score is the mean of the set less the mean of all genes", () => {
  expect([...geneScore(genes, ["a", "C"])]).toEqual(
    [0.5 - 1, 0, 3.5 - Math.fround(7 / 3), Number.NaN].map(Math.fround),
  );
});

test("a gene that is named twice counts once, and one that is none is refused", () => {
  expect(geneScore(genes, ["A", "a"])).toEqual(geneScore(genes, ["A"]));
  expect(() => geneScore(genes, ["A", "X"])).toThrow("got X");
});

test("two genes have a step each, and cells that express one or both are counted", () => {
  const pair = shownPair(genes, "A", "B");
  expect(pair).toMatchObject({ names: ["A", "B"], cells: { onlyFirst: 1, onlySecond: 0, together: 1 }, missing: 1 });
  expect(pair.codes[1]).toBe(0);
  expect(pair.codes[3]).toBe(65535);
  expect(pair.codes[2] & 255).toBe(254);
  expect(pair.codes[0] >> 8).toBe(254);
  expect(pair.order[0]).toBe(3);
});

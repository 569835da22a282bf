import { expect, test } from "vitest";
import { featureRows, featureScores } from "../../src/domains/featureSets.ts";

const embedding = { rows: 3, columns: 2, values: Float64Array.of(0, 0, 3, 6, 9, 9) };
/** 0 - 1, and 2 alone. */
const graph = {
  starts: Uint32Array.of(0, 1, 2, 2),
  targets: Uint32Array.of(1, 0),
  lengths: Float32Array.of(1, 1),
};

test("without a graph the rows are the embedding, unchanged", () => {
  expect(featureRows(embedding, undefined)).toBe(embedding);
  expect([...featureRows(embedding, undefined, Uint32Array.of(2, 0)).values]).toEqual([9, 9, 0, 0]);
});

test("with a graph they hold the embedding beside the mean over the cell and its neighbours", () => {
  expect([...featureRows(embedding, graph).values]).toEqual([0, 0, 1.5, 3, 3, 6, 1.5, 3, 9, 9, 9, 9]);
  expect([...featureRows(embedding, graph, Uint32Array.of(1)).values]).toEqual([3, 6, 1.5, 3]);
});

test("scores are the offsets of the rows from the mean, along the loadings", () => {
  const loadings = { rows: 4, columns: 2, values: Float64Array.of(1, 0, 0, 1, 2, 0, 0, -1) };
  const mean = Float64Array.of(1, 2, 3, 4);
  // Row 0 is (0, 0, 1.5, 3): its offset (-1, -2, -1.5, -1) along (1, 0, 2, 0) and (0, 1, 0, -1).
  expect([...featureScores(embedding, graph, { loadings, mean }).values]).toEqual([-4, -1, -1, 5, 20, 2]);
  const cell = { loadings: { rows: 2, columns: 1, values: Float64Array.of(1, 1) }, mean: Float64Array.of(1, 2) };
  expect([...featureScores(embedding, undefined, cell).values]).toEqual([-3, 6, 15]);
});

import { expect, test } from "vitest";
import { viewsOf } from "../../src/cluster/views.ts";

const embedding = { rows: 3, columns: 2, values: Float64Array.of(0, 0, 3, 6, 9, 9) };
/** 0 - 1, and 2 alone. */
const graph = {
  starts: Uint32Array.of(0, 1, 2, 2),
  targets: Uint32Array.of(1, 0),
  lengths: Float32Array.of(1, 1),
};

test("without a graph an embedding is seen in one way, unchanged", () => {
  expect(viewsOf(embedding, undefined)).toEqual([{ name: "cell", matrix: embedding }]);
});

test("the neighbourhood view holds the embedding beside the mean over the cell and its neighbours", () => {
  const [cell, neighborhood] = viewsOf(embedding, graph);
  expect(cell.matrix).toBe(embedding);
  expect(neighborhood.name).toBe("neighborhood");
  expect([...neighborhood.matrix.values]).toEqual([0, 0, 1.5, 3, 3, 6, 1.5, 3, 9, 9, 9, 9]);
});

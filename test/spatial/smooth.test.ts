import { expect, test } from "vitest";
import { smooth } from "../../src/spatial/smooth.ts";

/** A path 0 - 1 - 2 and a cell alone. */
const graph = {
  starts: Uint32Array.of(0, 1, 3, 4, 4),
  targets: Uint32Array.of(1, 0, 2, 1),
  lengths: new Float32Array(4).fill(1),
};
const points = { rows: 4, columns: 2, values: Float32Array.of(6, 1, 0, 1, 3, 1, 8, 1) };

test("a round replaces each cell by the mean of itself and its neighbours", async () => {
  expect([...(await smooth(points, graph, 1)).values]).toEqual([3, 1, 3, 1, 1.5, 1, 8, 1]);
});

test("two rounds are one round after another, and none leaves the points", async () => {
  expect(await smooth(points, graph, 2)).toEqual(await smooth(await smooth(points, graph, 1), graph, 1));
  expect([...(await smooth(points, graph, 0)).values]).toEqual([...points.values]);
});

test("the input is not modified", async () => {
  const before = points.values.slice();
  await smooth(points, graph, 3);
  expect(points.values).toEqual(before);
});

test("a graph of other cells is refused", async () => {
  await expect(smooth({ rows: 1, columns: 1, values: Float64Array.of(1) }, graph, 1)).rejects.toThrow(
    /cells=1\], got \[4\]/,
  );
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ringMeans } from "../../src/spatial/ringMeans.ts";
import { trimmedDelaunay } from "../../src/spatial/trimmedDelaunay.ts";
import { graphOf } from "../methods/transcription.ts";

/** Written by scripts/reference/cellcharter.py. */
const { positions, edges, rows, means }: Readonly<Record<"positions" | "edges" | "rows" | "means", number[][]>> =
  JSON.parse(readFileSync("fixtures/methods/cellcharter-tissue.json", "utf8"));

const matrix = (values: readonly (readonly number[])[]) => ({
  rows: values.length,
  columns: values[0].length,
  values: Float64Array.from(values.flat()),
});

const edgesOf = async (places: readonly (readonly number[])[], kept: number) => {
  const { starts, targets } = await trimmedDelaunay(matrix(places), kept);
  return places.flatMap((_, i) =>
    Array.from(targets.subarray(starts[i], starts[i + 1]), (j) => [i, j]).filter(([a, b]) => a < b),
  );
};

test("the trimmed triangulation is that of scipy without edges beyond the quantile of numpy", async () => {
  expect(await edgesOf(positions, 0.99)).toEqual(edges);
});

test("no edge of a triangle of equal sides is trimmed, however its lengths are rounded", async () => {
  const height = Math.sqrt(3) / 2;
  const triangle = [
    [0.1, 0.2],
    [1.1, 0.2],
    [0.6, 0.2 + height],
  ];
  expect(await edgesOf(triangle, 1)).toHaveLength(3);
  const square = [0, 1, 2, 3].flatMap((x) => [0, 1, 2, 3].map((y) => [x / 3, y / 3]));
  expect((await edgesOf(square, 0.5)).length).toBeGreaterThanOrEqual(20);
});

test("the second cell of a place has no neighbours, and nothing in its rings", async () => {
  const twins = [...positions, positions[3]];
  const graph = await trimmedDelaunay(matrix(twins), 0.99);
  expect(graph.starts[twins.length] - graph.starts[twins.length - 1]).toBe(0);
  const { values } = await ringMeans(matrix([...rows, rows[3]]), graph, 3);
  const last = Array.from(values.subarray(-4 * rows[0].length));
  expect(last).toEqual([...rows[3], ...Array(3 * rows[0].length).fill(0)]);
});

test("rings are those of shortest paths of exactly 1, 2 and 3 edges", async () => {
  const graph = await trimmedDelaunay(matrix(positions), 0.99);
  const found = await ringMeans(matrix(rows), graph, 3);
  expect([found.rows, found.columns]).toEqual([rows.length, 4 * rows[0].length]);
  means.flat().forEach((value, e) => {
    expect(found.values[e]).toBeCloseTo(value, 6);
  });
});

test("a ring leaves out the cell itself and nearer cells, and is empty beyond the end of a path", async () => {
  const path = graphOf(4, [
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  const values = Float32Array.of(1, 10, 100, 1000);
  const found = await ringMeans({ rows: 4, columns: 1, values }, path, 3);
  expect(Array.from(found.values)).toEqual([1, 10, 100, 1000, 10, 50.5, 1000, 0, 100, 505, 1, 0, 1000, 100, 10, 1]);
  expect(found.values).toBeInstanceOf(Float32Array);
  await expect(ringMeans({ rows: 3, columns: 1, values: new Float32Array(3) }, path, 1)).rejects.toThrow(
    expect.objectContaining({ code: "bad-shape" }),
  );
});

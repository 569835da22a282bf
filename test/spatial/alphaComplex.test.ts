import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Graph } from "../../src/data/graph.ts";
import { alphaGraph } from "../../src/spatial/alphaComplex.ts";

/** Written by scripts/reference/alpha_complex.py. */
const cases: Readonly<Record<string, { positions: [number, number][]; edges: [number, number][] }>> = JSON.parse(
  readFileSync("fixtures/alpha-complex.json", "utf8"),
);

const matrix = (positions: readonly (readonly [number, number])[]) => ({
  rows: positions.length,
  columns: 2,
  values: Float64Array.from(positions.flat()),
});

function edgesOf({ starts, targets }: Graph): [number, number][] {
  const edges: [number, number][] = [];
  for (let i = 0; i + 1 < starts.length; i++) {
    for (const j of targets.subarray(starts[i], starts[i + 1])) if (i < j) edges.push([i, j]);
  }
  return edges;
}

test.each(Object.keys(cases))("edges are those of GUDHI: %s", async (name) => {
  const { positions, edges } = cases[name];
  expect(edgesOf(await alphaGraph(matrix(positions)))).toEqual(edges);
});

test("the second cell of a place has no neighbours, and the first those of the place", async () => {
  const { positions, edges } = cases.scattered;
  const graph = await alphaGraph(matrix([...positions, positions[3]]));
  const twin = positions.length;
  expect(graph.starts[twin + 1] - graph.starts[twin]).toBe(0);
  expect(graph.starts[4] - graph.starts[3]).toBeGreaterThan(0);
  expect(edgesOf(graph).length).toBeGreaterThan(0.9 * edges.length);
});

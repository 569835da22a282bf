import { expect, test } from "vitest";
import { graphFromEdges } from "../../src/spatial/edges.ts";

const positions = { rows: 4, columns: 2, values: Float64Array.of(0, 0, 3, 0, 3, 4, 10, 0) };
const edges = (...pairs: [number, number][]) => ({
  from: Uint32Array.from(pairs, ([i]) => i),
  to: Uint32Array.from(pairs, ([, j]) => j),
});

test("each edge is there once from both ends, neighbours ascending, with its length", () => {
  const graph = graphFromEdges(positions, edges([2, 0], [1, 0], [0, 1], [2, 1], [1, 2]));
  expect([...graph.starts]).toEqual([0, 2, 4, 6, 6]);
  expect([...graph.targets]).toEqual([1, 2, 0, 2, 0, 1]);
  expect([...graph.lengths]).toEqual([3, 5, 3, 4, 5, 4]);
});

test("edges beyond the radius are left out, those at it are kept", () => {
  expect([...graphFromEdges(positions, edges([0, 1], [0, 2]), 3).targets]).toEqual([1, 0]);
});

test("a cell is no neighbour of itself", () => {
  expect(graphFromEdges(positions, edges([1, 1])).targets).toHaveLength(0);
});

test("a cell with more neighbours than are sorted by insertion has them ascending as well", () => {
  const n = 200;
  const circle = Float64Array.from({ length: 2 * n }, (_, at) => (at % 2 ? Math.sin(at) : Math.cos(at)));
  const star = edges(...Array.from({ length: n - 1 }, (_, e): [number, number] => [0, n - 1 - e]));
  const { starts, targets } = graphFromEdges({ rows: n, columns: 2, values: circle }, star);
  expect([...targets.subarray(0, starts[1])]).toEqual(Array.from({ length: n - 1 }, (_, j) => j + 1));
});

import { expect, test } from "vitest";
import { heaviestSpanningForest } from "../../../src/math/neighbors/spanningTree.ts";

/** [size, size] symmetric weights of edges i, j, weight. */
function weights(size: number, edges: readonly (readonly [number, number, number])[]): Float64Array {
  const all = new Float64Array(size * size);
  for (const [i, j, weight] of edges) {
    all[i * size + j] = weight;
    all[j * size + i] = weight;
  }
  return all;
}

test("of a circle the lightest edge is left out", () => {
  const tree = heaviestSpanningForest(
    weights(3, [
      [0, 1, 3],
      [1, 2, 2],
      [0, 2, 1],
    ]),
    3,
  );
  expect(tree).toEqual([
    { i: 0, j: 1, weight: 3 },
    { i: 1, j: 2, weight: 2 },
  ]);
});

test("each connected part has a tree of its own, and a node without edges none", () => {
  const forest = heaviestSpanningForest(
    weights(5, [
      [0, 1, 1],
      [2, 3, 5],
    ]),
    5,
  );
  expect(forest.map(({ i, j }) => [i, j])).toEqual([
    [2, 3],
    [0, 1],
  ]);
});

test("edges of one weight are taken in the order of their nodes", () => {
  const tree = heaviestSpanningForest(
    weights(3, [
      [0, 1, 1],
      [1, 2, 1],
      [0, 2, 1],
    ]),
    3,
  );
  expect(tree.map(({ i, j }) => [i, j])).toEqual([
    [0, 1],
    [0, 2],
  ]);
});

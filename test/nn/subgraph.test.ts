import { describe, expect, test } from "vitest";
import { degreesOf } from "../../src/nn/arrange.ts";
import { fitDegrees } from "../../src/nn/fitDegrees.ts";
import { createSubgraphs } from "../../src/nn/subgraph.ts";
import { tissue } from "../methods/cellscape/tissue.ts";

// Cells of a 4 x 4 lattice:
//  0  1  2  3
//  4  5  6  7
//  8  9 10 11
// 12 13 14 15
const { graph } = tissue(4, 2);
const lists = ({ starts, targets }: typeof graph) =>
  Array.from({ length: starts.length - 1 }, (_, i) => [...targets.subarray(starts[i], starts[i + 1])]);

describe("the graph of some cells", () => {
  const subgraphs = createSubgraphs(graph);

  test("has their edges to each other, by their places", () => {
    expect(lists(subgraphs.of(Uint32Array.of(1, 4, 5, 6, 15)))).toEqual([[2], [2], [0, 1, 3], [2], []]);
  });

  test("may have places without a cell at its end", () => {
    expect(lists(subgraphs.of(Uint32Array.of(0, 1), 4))).toEqual([[1], [0], [], []]);
  });

  test("keeps the edges' lengths", () => {
    const { starts, targets } = graph;
    const lengths = Float32Array.from(targets, (_, e) => e);
    const { lengths: kept } = createSubgraphs({ starts, targets, lengths }).of(Uint32Array.of(0, 1));
    expect([...kept]).toEqual([0, 2]);
  });

  test("does not depend on what was taken before", () => {
    const cells = Uint32Array.of(0, 1, 2);
    expect(subgraphs.of(cells)).toEqual(createSubgraphs(graph).of(cells));
    expect(subgraphs.around(cells, 1)).toEqual(createSubgraphs(graph).around(cells, 1));
  });
});

test("cells around others are those within so many steps", () => {
  const { around } = createSubgraphs(graph);
  expect([...around(Uint32Array.of(0), 0)]).toEqual([0]);
  expect([...around(Uint32Array.of(0), 1)]).toEqual([0, 1, 4]);
  expect([...around(Uint32Array.of(0), 2)]).toEqual([0, 1, 2, 4, 5, 8]);
  expect([...around(Uint32Array.of(0, 15), 1)]).toEqual([0, 1, 4, 11, 14, 15]);
});

describe("a graph fitted to places", () => {
  const fours = new Uint32Array(16).fill(4);

  test("is itself where everything fits", () => {
    expect(fitDegrees(graph, fours)).toBe(graph);
  });

  test("loses the longest edges of crowded cells, from both ends", () => {
    const lengths = Float32Array.from(graph.targets, () => 1);
    const long = (i: number, j: number) => {
      lengths[graph.targets.indexOf(j, graph.starts[i])] = 5;
      lengths[graph.targets.indexOf(i, graph.starts[j])] = 5;
    };
    long(5, 9);
    long(5, 6);
    const fitted = fitDegrees({ ...graph, lengths }, fours.with(5, 2));
    expect(lists(fitted)[5]).toEqual([1, 4]);
    expect(lists(fitted)[6]).toEqual([2, 7, 10]);
    expect(lists(fitted)[9]).toEqual([8, 10, 13]);
    expect(degreesOf(fitted).reduce((a, b) => a + b)).toBe(graph.targets.length - 4);
    expect(Math.max(...fitted.lengths)).toBe(1);
  });
});

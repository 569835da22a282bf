import type { Graph } from "../data/graph.ts";
import { input } from "../tensor/tensor.ts";
import { degreesOf, sortByNeighbors, spansOf } from "./arrange.ts";
import type { Neighborhood } from "./layers.ts";
import { type PaddedNeighbors, padNeighbors } from "./neighbors.ts";

/** A graph as a program takes it: cells in the order of their number of neighbours, which skips most padding. */
export interface ArrangedGraph {
  /** [n] cell in each row. */
  readonly order: Uint32Array;
  /** The graph of rows. */
  readonly graph: Graph;
  /** k, places of a row in the lists: most neighbours of a cell, and the cell itself. */
  readonly places: number;
  readonly neighborhood: Neighborhood & Required<Pick<Neighborhood, "spans">>;
  /** Values of the lists that the neighbourhood names. */
  readonly feeds: Omit<PaddedNeighbors, "places">;
}

/** @throws bad-data for a graph that is not symmetric. */
export function arrangedGraph(graph: Graph): ArrangedGraph {
  const { order, graph: sorted } = sortByNeighbors(graph);
  const { places, ...feeds } = padNeighbors(sorted);
  const n = order.length;
  const neighborhood = {
    spans: spansOf(degreesOf(sorted)),
    index: input("index", [n, places], "int32"),
    reverse: input("reverse", [n, places], "int32"),
    bias: input("bias", [n, 1, places]),
  };
  return { order, graph: sorted, places, neighborhood, feeds };
}

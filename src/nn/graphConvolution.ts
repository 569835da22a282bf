import type { Graph } from "../data/graph.ts";
import type { Values } from "../engine/engine.ts";
import type { Neighbors } from "../tensor/neighborList.ts";
import { aggregate } from "../tensor/ops.ts";
import { input, type Tensor } from "../tensor/tensor.ts";
import { degreesOf } from "./arrange.ts";
import { type ArrangedGraph, arrangedGraph } from "./arrangedGraph.ts";

/** A graph whose weights are constant, inside a program. */
export interface ConvolutionLists extends Neighbors {
  /** [n, 1, k] */
  readonly weights: Tensor;
}

/** A graph as graph convolutions take it. */
export interface ConvolutionGraph extends Pick<ArrangedGraph, "order" | "graph" | "places"> {
  readonly lists: ConvolutionLists;
  readonly feeds: Readonly<Record<"index" | "reverse" | "weights", Values>>;
}

/**
 * The matrix D^-1/2 (S + I) D^-1/2 of a graph S, D the degrees of S + I, as neighbour lists.
 *
 * @throws bad-data for a graph that is not symmetric.
 * @see Kipf and Welling 2017
 */
export function convolutionGraph(graph: Graph): ConvolutionGraph {
  const { order, graph: sorted, places, neighborhood, feeds } = arrangedGraph(graph);
  const { index, reverse, bias } = feeds;
  const degrees = degreesOf(sorted);
  const weights = Float32Array.from(index, (neighbor, at) => {
    if (bias[at] < 0) return 0;
    return 1 / Math.sqrt((degrees[Math.floor(at / places)] + 1) * (degrees[neighbor] + 1));
  });
  return {
    ...{ order, graph: sorted, places },
    lists: {
      spans: neighborhood.spans,
      index: neighborhood.index,
      reverse: neighborhood.reverse,
      weights: input("weights", [order.length, 1, places]),
    },
    feeds: { index, reverse, weights },
  };
}

/**
 * The product of the matrix with rows: x [n, d] -> [n, d].
 *
 * @param x [n, d]
 * @returns [n, d]
 * @throws bad-shape when shapes do not fit.
 * @see Kipf and Welling 2017
 */
export function convolve(x: Tensor, lists: ConvolutionLists): Tensor {
  return aggregate(lists.weights, x, lists, { symmetric: true });
}

import type { ArrangedGraph } from "../../nn/arrangedGraph.ts";

/** Constant weights of the places of neighbour lists, each [n, 1, k] and zero where a list is padded. */
export interface GraphWeights extends Readonly<Record<string, Float32Array>> {
  readonly convolution: Float32Array;
  readonly readout: Float32Array;
}

/**
 * Weights of the convolutions and of the readout. With S the symmetric graph of nearest neighbours and D the number of
 * neighbours, convolutions take D^-1/2 S D^-1/2 + I, or with `selfCounts` D1^-1/2 (S + I) D1^-1/2 with D1 = D + I. The readout
 * is the mean over a cell and the neighbours that it chose itself.
 *
 * @param lists [n, r] those neighbours by cell, padded with -1.
 */
export function graphWeights(
  { order, graph: { starts, targets }, places }: Pick<ArrangedGraph, "order" | "graph" | "places">,
  lists: Int32Array,
  { selfCounts }: { readonly selfCounts: boolean },
): GraphWeights {
  const n = order.length;
  const width = lists.length / n;
  const own = selfCounts ? 1 : 0;
  const root = Float64Array.from({ length: n }, (_, i) => Math.sqrt(starts[i + 1] - starts[i] + own));
  const convolution = new Float32Array(n * places);
  const readout = new Float32Array(n * places);
  for (let row = 0; row < n; row++) {
    const chosen = new Set(lists.subarray(order[row] * width, (order[row] + 1) * width));
    chosen.delete(-1);
    const share = 1 / (chosen.size + 1);
    const first = row * places;
    convolution[first] = selfCounts ? 1 / root[row] ** 2 : 1;
    readout[first] = share;
    for (let e = starts[row]; e < starts[row + 1]; e++) {
      const place = first + 1 + e - starts[row];
      convolution[place] = 1 / (root[row] * root[targets[e]]);
      if (chosen.has(order[targets[e]])) readout[place] = share;
    }
  }
  return { convolution, readout };
}

import type { Graph } from "../../data/graph.ts";

/**
 * The first few of the nearest cells of each as a graph to average over. Edges run one way: a cell averages over its own
 * nearest cells, though it may be none of theirs.
 *
 * @param neighbors [n, r] nearest first, padded with -1.
 */
export function graphOfNearest(neighbors: Int32Array, n: number, count: number): Graph {
  const r = neighbors.length / n;
  const most = Math.min(count, r);
  const starts = new Uint32Array(n + 1);
  const targets = new Uint32Array(n * most);
  let e = 0;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < most && neighbors[i * r + k] >= 0; k++) targets[e++] = neighbors[i * r + k];
    starts[i + 1] = e;
  }
  return { starts, targets: targets.slice(0, e), lengths: new Float32Array(0) };
}

import type { Graph } from "../data/graph.ts";

/** Cells in an order in which work over neighbours skips most padding. */
export interface Arrangement {
  /** [n] cell at each place. */
  readonly order: Uint32Array;
  /** The graph of places. */
  readonly graph: Graph;
  /** Pairs of an end and the number of list places that cells up to it use, self included; see `Neighbors.spans`. */
  readonly spans: readonly number[];
}

/** A span holds at least this share of the cells: each costs a few operations, however small. */
const smallestSpan = 1 / 16;

/** Cells sorted by their number of neighbours, equals as they were. */
export function sortByNeighbors({ starts, targets, lengths }: Graph): Arrangement {
  const n = starts.length - 1;
  const degree = (i: number) => starts[i + 1] - starts[i];
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => degree(a) - degree(b) || a - b);
  const place = new Uint32Array(n);
  order.forEach((cell, at) => {
    place[cell] = at;
  });
  const moved = new Uint32Array(n + 1);
  const movedTargets = new Uint32Array(targets.length);
  const movedLengths = new Float32Array(targets.length);
  order.forEach((cell, at) => {
    const edges = Uint32Array.from({ length: degree(cell) }, (_, e) => starts[cell] + e);
    edges.sort((a, b) => place[targets[a]] - place[targets[b]]);
    edges.forEach((edge, e) => {
      movedTargets[moved[at] + e] = place[targets[edge]];
      movedLengths[moved[at] + e] = lengths[edge];
    });
    moved[at + 1] = moved[at] + edges.length;
  });

  const spans: number[] = [];
  for (let end = 1, start = 0; end <= n; end++) {
    const changes = end === n || degree(order[end]) > degree(order[end - 1]);
    if (!changes || (end < n && end - start < smallestSpan * n)) continue;
    spans.push(end, degree(order[end - 1]) + 1);
    start = end;
  }
  return { order, graph: { starts: moved, targets: movedTargets, lengths: movedLengths }, spans };
}

/** Rows in the order of places back in the order of cells. */
export function restoreRows(values: Float32Array, order: Uint32Array): Float32Array {
  const columns = values.length / order.length;
  const result = new Float32Array(values.length);
  order.forEach((cell, at) => {
    result.set(values.subarray(at * columns, (at + 1) * columns), cell * columns);
  });
  return result;
}

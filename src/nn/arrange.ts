import type { Graph } from "../data/graph.ts";

/** Cells in an order in which work over neighbours skips most padding. */
export interface Arrangement {
  /** [n] cell at each place. */
  readonly order: Uint32Array;
  /** The graph of places. */
  readonly graph: Graph;
}

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
  for (let at = 0; at < n; at++) {
    const first = moved[at];
    let end = first;
    for (let e = starts[order[at]]; e < starts[order[at] + 1]; e++) {
      // Insertion into the sorted part: lists are short.
      const target = place[targets[e]];
      let into = end++;
      for (; into > first && movedTargets[into - 1] > target; into--) {
        movedTargets[into] = movedTargets[into - 1];
        movedLengths[into] = movedLengths[into - 1];
      }
      movedTargets[into] = target;
      movedLengths[into] = lengths[e];
    }
    moved[at + 1] = end;
  }
  return { order, graph: { starts: moved, targets: movedTargets, lengths: movedLengths } };
}

/** Number of neighbours of each cell. */
export function degreesOf({ starts }: Graph): Uint32Array {
  return Uint32Array.from({ length: starts.length - 1 }, (_, i) => starts[i + 1] - starts[i]);
}

/** A span holds at least this share of the cells: each costs a few operations, however small. */
const smallestSpan = 1 / 16;

/**
 * Pairs of an end and the number of list places that cells up to it use, self included; see `Neighbors.spans`.
 *
 * @param degrees [n] number of neighbours at each place, ascending.
 */
export function spansOf(degrees: Uint32Array): number[] {
  const n = degrees.length;
  const spans: number[] = [];
  for (let end = 1, start = 0; end <= n; end++) {
    const changes = end === n || degrees[end] > degrees[end - 1];
    if (!changes || (end < n && end - start < smallestSpan * n)) continue;
    spans.push(end, degrees[end - 1] + 1);
    start = end;
  }
  return spans;
}

import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";

export interface Edges {
  /** Ends of edge e, in any order; edges may repeat and point either way. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/**
 * The undirected graph of a list of edges: each edge once from both ends, neighbours ascending, lengths from the
 * positions. Edges longer than `radius` and edges from a cell to itself are left out.
 *
 * @param positions [n, 2]
 * @param radius in the unit of the positions.
 */
export function graphFromEdges(positions: Matrix, { from, to }: Edges, radius = Number.POSITIVE_INFINITY): Graph {
  const { rows: n, values } = positions;
  const length = (i: number, j: number): number => {
    const dx = values[2 * i] - values[2 * j];
    const dy = values[2 * i + 1] - values[2 * j + 1];
    return Math.sqrt(dx * dx + dy * dy);
  };

  // Both directions by counting sort, repeats included.
  const offsets = new Uint32Array(n + 1);
  const keep = (e: number): boolean =>
    from[e] !== to[e] && (radius === Number.POSITIVE_INFINITY || length(from[e], to[e]) <= radius);
  for (let e = 0; e < from.length; e++) {
    if (!keep(e)) continue;
    offsets[from[e] + 1]++;
    offsets[to[e] + 1]++;
  }
  for (let i = 0; i < n; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice(0, n);
  const ends = new Uint32Array(offsets[n]);
  for (let e = 0; e < from.length; e++) {
    if (!keep(e)) continue;
    ends[next[from[e]]++] = to[e];
    ends[next[to[e]]++] = from[e];
  }

  // Sort each list and drop the repeats, moving the rest together.
  const starts = new Uint32Array(n + 1);
  let count = 0;
  for (let i = 0; i < n; i++) {
    sortInto(ends, offsets[i], offsets[i + 1]);
    const first = count;
    for (let t = offsets[i]; t < offsets[i + 1]; t++) {
      if (count === first || ends[t] !== ends[count - 1]) ends[count++] = ends[t];
    }
    starts[i + 1] = count;
  }
  const targets = ends.slice(0, count);
  const lengths = new Float32Array(count);
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) lengths[e] = length(i, targets[e]);
  }
  return { starts, targets, lengths };
}

/** Sort values[first .. end] upwards; by insertion where the list is short, as it nearly always is. */
function sortInto(values: Uint32Array, first: number, end: number): void {
  if (end - first > 64) {
    values.subarray(first, end).sort();
    return;
  }
  for (let t = first + 1; t < end; t++) {
    const value = values[t];
    let slot = t;
    while (slot > first && values[slot - 1] > value) {
      values[slot] = values[slot - 1];
      slot--;
    }
    values[slot] = value;
  }
}

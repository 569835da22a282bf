import { CellScapeError } from "../core/errors.ts";
import type { Graph } from "../data/graph.ts";

/** Neighbour lists of a graph, all of one length, each cell first in its own; see `Neighbors` in `program/ops.ts`. */
export interface PaddedNeighbors {
  /** k, places per cell: the largest number of neighbours, and the cell itself. */
  readonly places: number;
  /** [n, k] */
  readonly index: Int32Array;
  /** [n, k] */
  readonly reverse: Int32Array;
  /** [n, k] 0 at a neighbour, -1e9 where the list is padded. */
  readonly bias: Float32Array;
}

/**
 * The graph in the shape that programs read.
 *
 * @param least places there shall be at least.
 * @throws bad-data when an edge is stored from one end only, or a cell is its own neighbour.
 */
export function padNeighbors({ starts, targets }: Graph, least = 1): PaddedNeighbors {
  const n = starts.length - 1;
  let places = least;
  for (let i = 0; i < n; i++) places = Math.max(places, starts[i + 1] - starts[i] + 1);
  const index = new Int32Array(n * places);
  const reverse = new Int32Array(n * places);
  const bias = new Float32Array(n * places);
  for (let i = 0; i < n; i++) {
    const degree = starts[i + 1] - starts[i];
    for (let place = 0; place < places; place++) {
      const at = i * places + place;
      if (place === 0 || place > degree) {
        index[at] = i;
        reverse[at] = at;
        bias[at] = place === 0 ? 0 : -1e9;
      } else {
        const j = targets[starts[i] + place - 1];
        index[at] = j;
        reverse[at] = j * places + 1 + placeOf(i, j, { starts, targets });
      }
    }
  }
  return { places, index, reverse, bias };
}

/** Place of cell i among the neighbours of j, which ascend. */
function placeOf(i: number, j: number, { starts, targets }: Pick<Graph, "starts" | "targets">): number {
  let [low, high] = [starts[j], starts[j + 1]];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (targets[middle] < i) low = middle + 1;
    else high = middle;
  }
  if (i !== j && low < starts[j + 1] && targets[low] === i) return low - starts[j];
  const got = i === j ? `cell ${i} as its own neighbour` : `${i} -> ${j} without ${j} -> ${i}`;
  throw new CellScapeError("bad-data", `graph: expected every edge from both ends and no self loops, got ${got}`);
}

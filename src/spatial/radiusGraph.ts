import { CellScapeError } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { createBins } from "./bins.ts";
import { expectPositions } from "./positions.ts";

export interface RadiusOptions {
  /** [n] section of each cell, codes >= 0: no edge joins two sections. */
  readonly sections?: Int32Array | undefined;
  /** Join cells that lie at the same place; true by default. */
  readonly coincident?: boolean;
}

/** Cells between two updates of the task. */
const piece = 1 << 12;

/**
 * Graph that joins all cells up to a distance from each other.
 *
 * Time and memory grow with the edges: n times the cells within the radius.
 *
 * @param positions [n, 2]
 * @param radius in the unit of the positions.
 * @throws bad-shape, bad-data as `expectPositions`; bad-option when the radius is not positive.
 */
export async function radiusGraph(
  positions: Matrix,
  radius: number,
  { sections, coincident = true }: RadiusOptions = {},
  task: Task = silentTask,
): Promise<Graph> {
  expectPositions(positions);
  if (!(radius > 0 && radius < Number.POSITIVE_INFINITY)) {
    throw new CellScapeError("bad-option", `radius graph: expected a finite radius above 0, got ${radius}`);
  }
  const n = positions.rows;
  const { around } = createBins(positions, radius, sections);
  const starts = new Uint32Array(n + 1);
  const lists: { readonly cells: Uint32Array; readonly lengths: Float32Array }[] = [];
  for (let first = 0; first < n; first += piece) {
    const cells: number[] = [];
    const lengths: number[] = [];
    for (let i = first; i < Math.min(n, first + piece); i++) {
      const own: [cell: number, length: number][] = [];
      around(i, (j, square) => {
        if (coincident || square > 0) own.push([j, Math.sqrt(square)]);
      });
      own.sort(([a], [b]) => a - b);
      for (const [cell, length] of own) {
        cells.push(cell);
        lengths.push(length);
      }
      starts[i + 1] = starts[i] + own.length;
    }
    lists.push({ cells: Uint32Array.from(cells), lengths: Float32Array.from(lengths) });
    await task.update(Math.min(n, first + piece) / n);
  }
  const targets = new Uint32Array(starts[n]);
  const lengths = new Float32Array(starts[n]);
  lists.forEach((list, at) => {
    targets.set(list.cells, starts[at * piece]);
    lengths.set(list.lengths, starts[at * piece]);
  });
  return { starts, targets, lengths };
}

/** [n, r] the cells of each list, nearest first, equals by index, padded with -1. */
export function nearestFirst({ starts, targets, lengths }: Graph): Int32Array {
  const n = starts.length - 1;
  let r = 0;
  for (let i = 0; i < n; i++) r = Math.max(r, starts[i + 1] - starts[i]);
  const lists = new Int32Array(n * r).fill(-1);
  for (let i = 0; i < n; i++) {
    const places = Array.from({ length: starts[i + 1] - starts[i] }, (_, e) => starts[i] + e);
    places.sort((a, b) => lengths[a] - lengths[b] || targets[a] - targets[b]);
    for (const [at, e] of places.entries()) lists[i * r + at] = targets[e];
  }
  return lists;
}

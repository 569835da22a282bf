import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { nearestNeighbors } from "../../math/neighbors/nearest.ts";
import { expectPositions } from "../positions.ts";

/** How cells lie in the tissue. */
export interface Layout {
  readonly kind: "lattice" | "irregular";
  /** Share of the cells whose distance to the nearest other cell lies within 10 % of the median distance. */
  readonly share: number;
  /** The median distance, in the unit of the positions. */
  readonly spacing: number;
}

/**
 * Tell spots on a lattice (Visium, Spatial Transcriptomics, bins) from cells that lie where they lie: a lattice has
 * more than 70 % of its nearest-neighbour distances within 10 % of their median.
 *
 * @param positions [n, 2] in any unit, n >= 2
 * @throws bad-shape, bad-data as `expectPositions`; bad-option for fewer than two cells.
 */
export async function detectLayout(positions: Matrix, task: Task = silentTask): Promise<Layout> {
  expectPositions(positions);
  const { distances } = await nearestNeighbors(positions, 1, task);
  const sorted = distances.slice().sort();
  const spacing = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  let regular = 0;
  for (const distance of distances) if (Math.abs(distance - spacing) < 0.1 * spacing) regular++;
  const share = regular / distances.length;
  return { kind: share > 0.7 ? "lattice" : "irregular", share, spacing };
}

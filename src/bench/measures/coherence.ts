import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { neighborsInSections } from "../../spatial/neighborsInSections.ts";

/** Neighbours that PAS counts. */
export const pasNeighbors = 10;

/**
 * CHAOS (SDMBench): distance from each cell to the nearest cell of its own domain, in z-scored coordinates, summed over the
 * cells and divided by their number. Lower is more coherent; the only cell of a domain adds 0.
 *
 * @param labels [n] domains; cells below 0 are left out.
 * @param positions [n, 2], any unit.
 * @param sections [n] section of each cell: only cells of one section are near each other.
 * @see Yuan et al., SDMBench, Nature Methods 21 (2024).
 */
export async function chaosOf(
  labels: Int32Array,
  positions: Matrix,
  sections?: Int32Array,
  task: Task = silentTask,
): Promise<number> {
  const cells = labelled(labels);
  const scaled = zScored(positions);
  const most = labels.reduce((a, b) => Math.max(a, b), 0) + 1;
  const group = cells.map((i) => (sections?.[i] ?? 0) * most + labels[i]);
  const points = pick(scaled, cells);
  const nearest = await neighborsInSections(points, (size) => (size > 1 ? 1 : 0), Int32Array.from(group), task);
  let sum = 0;
  nearest.forEach((other, at) => {
    if (other < 0) return;
    const [x, y] = [0, 1].map((axis) => points.values[2 * at + axis] - points.values[2 * other + axis]);
    sum += Math.hypot(x, y);
  });
  return cells.length === 0 ? Number.NaN : sum / cells.length;
}

/**
 * PAS (SDMBench): the share of cells with more than half of their 10 nearest cells in other domains. Lower is more coherent.
 *
 * @param labels [n] domains; cells below 0 are left out.
 * @param nearest [n, r >= 10] nearest cells of each cell, nearest first, -1 where there are fewer.
 */
export function pasOf(labels: Int32Array, nearest: Int32Array): number {
  const n = labels.length;
  const r = n === 0 ? 0 : nearest.length / n;
  let [counted, abnormal] = [0, 0];
  for (let i = 0; i < n; i++) {
    if (labels[i] < 0) continue;
    counted++;
    let [seen, others] = [0, 0];
    for (let e = i * r; e < (i + 1) * r && seen < pasNeighbors; e++) {
      if (nearest[e] < 0 || labels[nearest[e]] < 0) continue;
      seen++;
      if (labels[nearest[e]] !== labels[i]) others++;
    }
    if (others > pasNeighbors / 2) abnormal++;
  }
  return counted === 0 ? Number.NaN : abnormal / counted;
}

function labelled(labels: Int32Array): number[] {
  return Array.from(labels.keys()).filter((i) => labels[i] >= 0);
}

function pick({ values }: Matrix, cells: readonly number[]): Matrix {
  return {
    rows: cells.length,
    columns: 2,
    values: Float64Array.from(cells.flatMap((i) => [values[2 * i], values[2 * i + 1]])),
  };
}

/** Columns to mean 0 and sd 1 (with n), as scikit-learn's StandardScaler. */
function zScored({ rows, values }: Matrix): Matrix {
  const scaled = new Float64Array(2 * rows);
  for (const axis of [0, 1]) {
    let [sum, squares] = [0, 0];
    for (let i = 0; i < rows; i++) sum += values[2 * i + axis];
    const mean = sum / rows;
    for (let i = 0; i < rows; i++) squares += (values[2 * i + axis] - mean) ** 2;
    const sd = Math.sqrt(squares / rows) || 1;
    for (let i = 0; i < rows; i++) scaled[2 * i + axis] = (values[2 * i + axis] - mean) / sd;
  }
  return { rows, columns: 2, values: scaled };
}

import { CellScapeError } from "../core/errors.ts";
import { silentTask, type Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { createBins } from "./bins.ts";
import { expectPositions } from "./positions.ts";
import { radiusGraph } from "./radiusGraph.ts";

/** Weights below it are left out: a tissue loses less than a millionth of its weight by that. */
const least = 1e-6;
/** Distance, in lengths of the kernel, at which the weight is the least. */
const reach = Math.sqrt(-2 * Math.log(least));
/** Where the search begins, in the unit of the positions, and how near it has to come. */
const interval = { low: 0.01, high: 1000 };
const tolerance = 0.01;
/** Doublings of the interval for coordinates of a finer unit, and halvings of it. */
const most = 100;

export interface KernelOptions {
  /** [n] section of each cell, codes >= 0: cells of different ones have no weight. */
  readonly sections?: Int32Array | undefined;
}

/**
 * The length l of the kernel exp(-d^2 / (2 l^2)) at which the other cells weigh `share` together, on average over cells, to
 * within 0.01. By bisection of 0.01 to 1,000, or of twice as much as often as needed.
 *
 * @param positions [n, 2]
 * @param share above 0.01.
 * @throws bad-data where no length gives the share, as where many cells lie at one place.
 * @see SpaGCN b3d4f10, where it is called p.
 */
export async function kernelLength(
  positions: Matrix,
  share: number,
  { sections }: KernelOptions = {},
  task: Task = silentTask,
): Promise<number> {
  expectPositions(positions);
  let { low, high } = interval;
  const enough = share + tolerance;
  for (let turn = 0; turn < most && meanWeight(positions, high, { enough, sections }) < enough; turn++) high *= 2;
  for (let turn = 0; turn < most; turn++) {
    const middle = (low + high) / 2;
    const weight = meanWeight(positions, middle, { enough, sections });
    if (Math.abs(weight - share) <= tolerance) return middle;
    if (weight <= share) low = middle;
    else high = middle;
    await task.update(1 - 0.7 ** turn);
  }
  throw new CellScapeError(
    "bad-data",
    `kernel: expected positions at which other cells can weigh ${share} on average, got none; do many cells lie at one place?`,
  );
}

/** Mean weight of the other cells; of wide kernels a part that exceeds `enough`. */
function meanWeight(
  positions: Matrix,
  length: number,
  { enough, sections }: KernelOptions & { readonly enough: number },
): number {
  const n = positions.rows;
  const { around } = createBins(positions, reach * length, sections);
  let total = 0;
  for (let i = 0; i < n && total <= enough * n; i++) {
    around(i, (_, square) => {
      total += Math.exp(-square / (2 * length * length));
    });
  }
  return total / n;
}

/**
 * The product of the kernel with rows: for each cell its own row, which weighs 1, and those of all other cells by their weight.
 * Nothing is normalised.
 *
 * @param rows [n, d]. Not modified.
 * @returns [n, d]
 */
export async function kernelProduct(
  { columns: d, values }: Matrix,
  positions: Matrix,
  length: number,
  { sections }: KernelOptions = {},
  task: Task = silentTask,
): Promise<Matrix> {
  const n = positions.rows;
  const { starts, targets, lengths } = await radiusGraph(positions, reach * length, { sections }, task);
  const product = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < d; u++) product[i * d + u] = values[i * d + u];
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const weight = Math.exp(-(lengths[e] ** 2) / (2 * length * length));
      for (let u = 0; u < d; u++) product[i * d + u] += weight * values[targets[e] * d + u];
    }
  }
  return { rows: n, columns: d, values: product };
}

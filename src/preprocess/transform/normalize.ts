import { CellScapeError } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Sparse } from "../../data/sparse.ts";
import { cellTotals } from "../totals.ts";

/** Target, totals and logarithm of the normalisation. */
export interface NormalizeOptions {
  /** Transcripts per cell after scaling; the paper uses 10,000. */
  readonly target?: number;
  /** [n] transcripts of each cell, for counts of which genes were left out; the sums over the given genes by default. */
  readonly totals?: Float64Array;
  /** False: scaled counts, without the logarithm; true by default. */
  readonly log?: boolean;
}

/** Whole counts below this are repeated within a cell. */
const repeated = 32;

/** Cells between two updates of the task. */
const pieceRows = 1 << 14;

/**
 * Scale each cell to `target` transcripts, then take log(1 + x). Zeros stay zero, so the result keeps the sparsity of
 * the input. Counts that are logged already must not come here: see `recognizeCounts`.
 *
 * @param counts [n, p] all >= 0. Not modified.
 * @returns [n, p] natural-log expression; a cell without transcripts stays empty.
 * @throws bad-data when a count is negative or not finite; bad-shape when `totals` does not hold one number per cell;
 * bad-option when `target` is not positive.
 * @see Methods, "Data preprocessing"; scanpy `normalize_total` then `log1p`.
 * @example
 * import { normalize } from "cellscape/preprocess";
 * const expression = await normalize(data.counts);
 */
export async function normalizeLog(
  counts: Sparse,
  { target = 10_000, totals = cellTotals(counts), log = true }: NormalizeOptions = {},
  task: Task = silentTask,
): Promise<Sparse> {
  const { rows: n, starts, values: raw } = counts;
  if (totals.length !== n) {
    throw new CellScapeError("bad-shape", `normalizeLog: expected totals of ${n} cells, got ${totals.length}`);
  }
  if (!(target > 0)) {
    throw new CellScapeError("bad-option", `normalizeLog: expected a target above 0, got ${target}`);
  }
  const values = new Float32Array(raw.length);
  // Cells repeat small counts: the logarithm of each is computed once for a cell.
  const known = new Float64Array(repeated);
  const knownFor = new Int32Array(repeated).fill(-1);
  for (let i = 0; i < n; i++) {
    if (i > 0 && i % pieceRows === 0) await task.update(i / n);
    const scale = totals[i] === 0 ? 0 : target / totals[i];
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const count = raw[e];
      if (!(count >= 0 && count < Number.POSITIVE_INFINITY)) {
        throw new CellScapeError("bad-data", `normalizeLog: expected counts of 0 or more, got ${count} for cell ${i}`);
      }
      const whole = count < repeated ? count | 0 : -1;
      if (!log) values[e] = count * scale;
      else if (whole !== count) values[e] = Math.log1p(count * scale);
      else {
        if (knownFor[whole] !== i) {
          knownFor[whole] = i;
          known[whole] = Math.log1p(count * scale);
        }
        values[e] = known[whole];
      }
    }
  }
  return { ...counts, values };
}

import { CellScapeError } from "../core/errors.ts";
import type { Sparse } from "../data/sparse.ts";

/** What the values of an expression matrix are. */
export type CountsKind =
  | "counts" // whole numbers of 0 or more
  | "fractional" // 0 or more, not whole: corrected or volume-scaled counts
  | "normalized" // every cell sums to the same number, not logged
  | "logged" // normalized or not, a logarithm was taken
  | "scaled"; // negative values: centred or z-scored

/** What the values of a matrix are. */
export interface CountsReport {
  readonly kind: CountsKind;
  /** What it is and how that shows, in one sentence for the user. */
  readonly description: string;
  /** Whether `normalizeLog` is still to be applied; scaling each cell to one total changes nothing that is `normalized`. */
  readonly needsLog: boolean;
  /** What is wrong with whole numbers of which some are negative: counts that overflowed, or were typed. */
  readonly damaged?: string;
  /** Whether the values are raw counts, which seurat_v3 gene selection expects. */
  readonly raw: boolean;
}

export interface CountsNames {
  /** Names of the cells and genes, for messages; their numbers are used where absent. */
  readonly cells?: readonly string[];
  readonly genes?: readonly string[];
}

/** log(1 + x) of a million: nothing logged with the natural logarithm exceeds it by much. */
const largestLog = 15;

/**
 * Recognize what the values are, so that counts are normalized and what is no longer counts is not normalized again.
 *
 * @param counts [n, p]
 * @throws bad-data when a value is NaN or infinite, or nothing is above 0.
 */
export function recognizeCounts(counts: Sparse, names: CountsNames = {}): CountsReport {
  const { rows: n, starts, values } = counts;
  let smallest = 0;
  let largest = 0;
  let stored = 0;
  let whole = 0;
  // 0 x value is 0 for finite values and NaN for others, and one NaN makes the sum NaN.
  let finite = 0;
  for (let e = 0, end = starts[n]; e < end; e++) {
    const value = values[e];
    finite += 0 * value;
    if (value === 0) continue;
    stored++;
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
    if (value === Math.floor(value)) whole++;
  }
  if (finite !== 0)
    throw notFinite(
      counts,
      values.findIndex((value) => !Number.isFinite(value)),
      names,
    );
  if (stored === 0) {
    throw new CellScapeError(
      "bad-data",
      `counts: expected counts above 0, got only zeros in ${n} cells; choose another matrix (--counts)`,
    );
  }
  if (smallest < 0 && whole === stored) return negativeCounts(counts, smallest, names);
  if (smallest < 0) {
    return report(
      "scaled",
      `holds negative values (down to ${short(smallest)}): centred or scaled expression, not counts`,
    );
  }
  if (whole === stored) return report("counts", `holds whole numbers up to ${short(largest)}: raw counts`);

  const sums = rowSums(counts, (value) => value);
  if (sums.spread < 1e-3) {
    return report("normalized", `has cells that all sum to ${short(sums.mean)}: normalized already, not logged`);
  }
  if (largest <= largestLog) {
    const raised = rowSums(counts, Math.expm1);
    if (raised.spread < 0.05) {
      return report(
        "logged",
        `has cells that sum to ${short(raised.mean)} once the logarithm is undone: logged already`,
      );
    }
    if (wholeAfterExp(counts) >= 0.99 * stored) {
      return report("logged", "becomes whole numbers once the logarithm is undone: logarithms of raw counts");
    }
    return report("logged", `holds fractions and nothing above ${short(largest)}: taken as logged already`);
  }
  return report("fractional", `holds fractions up to ${short(largest)}: corrected counts, not whole ones`);
}

/** How many of the values are logarithms of whole numbers plus 1. */
function wholeAfterExp({ rows: n, starts, values }: Sparse): number {
  let found = 0;
  for (let e = 0; e < starts[n]; e++) {
    if (values[e] === 0) continue;
    const raised = Math.expm1(values[e]);
    if (Math.abs(raised - Math.round(raised)) <= 1e-4 * raised) found++;
  }
  return found;
}

/** Whole numbers that are negative here and there: no centred expression is whole. */
function negativeCounts(counts: Sparse, smallest: number, names: CountsNames): CountsReport {
  const description = `holds whole numbers, some of them negative (down to ${short(smallest)})`;
  const at = counts.values.findIndex((value) => value < 0);
  const damaged =
    `expected counts of 0 or more, got ${counts.values[at]} for ${entryName(counts, at, names)}: ` +
    "counts that overflowed or were edited, or intensities less their background; choose another matrix (--counts) or repair it, " +
    "or take the values with --normalize arcsinh (intensities) or --normalize no";
  return { ...report("scaled", description), damaged };
}

function report(kind: CountsKind, description: string): CountsReport {
  const needsLog = kind === "counts" || kind === "fractional" || kind === "normalized";
  return { kind, description: `the matrix ${description}`, needsLog, raw: kind === "counts" };
}

/** Mean of the sums of the mapped values of each cell that is not empty, and their standard deviation relative to it. */
function rowSums(
  { rows: n, starts, values }: Sparse,
  map: (value: number) => number,
): { mean: number; spread: number } {
  const sums: number[] = [];
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let e = starts[i]; e < starts[i + 1]; e++) sum += map(values[e]);
    if (sum > 0) sums.push(sum);
  }
  // One cell always sums to the same number as itself: no evidence.
  if (sums.length < 2) return { mean: sums[0] ?? 0, spread: Number.POSITIVE_INFINITY };
  const mean = sums.reduce((a, b) => a + b, 0) / sums.length;
  const variance = sums.reduce((a, b) => a + (b - mean) ** 2, 0) / sums.length;
  return { mean, spread: Math.sqrt(variance) / mean };
}

function notFinite(counts: Sparse, entry: number, names: CountsNames): CellScapeError {
  const got = `${counts.values[entry]} for ${entryName(counts, entry, names)}`;
  return new CellScapeError(
    "bad-data",
    `counts: expected finite numbers, got ${got}; choose another layer or repair it`,
  );
}

function entryName({ starts, indices }: Sparse, entry: number, { cells, genes }: CountsNames): string {
  let i = 0;
  while (starts[i + 1] <= entry) i++;
  return `cell ${cells?.[i] ?? i}, gene ${genes?.[indices[entry]] ?? indices[entry]}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

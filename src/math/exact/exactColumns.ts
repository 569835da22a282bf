import type { Sparse } from "../../data/sparse.ts";
import { beyond, bounded, most, split, unit } from "./exactSum.ts";

/**
 * Exact sums of each of p columns over some rows, in two parts as those of `exactSum`: plain arrays that are merged by adding,
 * the same for every order and grouping of the rows.
 */
export interface ExactColumns {
  /** Rows that were added, those without a stored value among them. */
  readonly rows: number;
  /** [p] */
  readonly high: Float64Array;
  readonly low: Float64Array;
  /** [p] sums of the sizes of the high parts. */
  readonly size: Float64Array;
}

/** Sums of values and of their squares, of each column. */
export interface ExactMoments {
  readonly sums: ExactColumns;
  readonly squares: ExactColumns;
}

/**
 * The exact sums of the values of chosen rows, and of their squares.
 *
 * @param data [n, p] finite values below 90 in size, as logarithms are.
 * @param chosen which rows; all by default.
 * @throws bad-data for values too large for exact sums.
 */
export function exactMoments(data: Sparse, chosen: (row: number) => boolean = () => true): ExactMoments {
  const { rows: n, columns: p, starts, indices, values } = data;
  const empty = () => ({ high: new Float64Array(p), low: new Float64Array(p), size: new Float64Array(p) });
  const [sums, squares] = [empty(), empty()];
  let rows = 0;
  for (let i = 0; i < n; i++) {
    if (!chosen(i)) continue;
    rows++;
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const value = values[e];
      addInto(sums, indices[e], value);
      addInto(squares, indices[e], value * value);
    }
  }
  return { sums: checked({ rows, ...sums }), squares: checked({ rows, ...squares }) };
}

/**
 * The exact sums over the rows of all.
 *
 * @throws bad-data where they could not be exact any more.
 */
export function mergeColumns(parts: readonly ExactColumns[]): ExactColumns {
  const p = parts[0].high.length;
  const whole = { high: new Float64Array(p), low: new Float64Array(p), size: new Float64Array(p) };
  let rows = 0;
  for (const part of parts) {
    rows += part.rows;
    for (const name of ["high", "low", "size"] as const) {
      for (let u = 0; u < p; u++) whole[name][u] += part[name][u];
    }
  }
  return checked({ rows, ...whole });
}

/** The sums of some columns. */
export function pickColumns({ rows, high, low, size }: ExactColumns, columns: readonly number[]): ExactColumns {
  const picked = (values: Float64Array) => Float64Array.from(columns, (u) => values[u]);
  return { rows, high: picked(high), low: picked(low), size: picked(size) };
}

/** Deviations from the mean below this are what the rounding of values leaves; see `exactSum`. */
const rounding = 2 ** -38;

/** [p] means, and sums of squared offsets from them; exactly 0 for a column that does not vary. */
export function momentsOfSums({ sums, squares }: ExactMoments): { means: Float64Array; squares: Float64Array } {
  const n = sums.rows;
  const means = sums.high.map((high, u) => (high + sums.low[u]) / n);
  const offsets = squares.high.map((high, u) => {
    const left = high + squares.low[u] - n * means[u] ** 2;
    return left > n * rounding * (1 + Math.abs(means[u])) ? left : 0;
  });
  return { means, squares: offsets };
}

type Parts = Pick<ExactColumns, "high" | "low" | "size">;

function addInto({ high, low, size }: Parts, column: number, value: number): void {
  const rounded = Math.round(value * perUnit);
  if (!(Math.abs(rounded) < most)) throw beyond(`a value of ${value}`);
  const q = rounded * unit;
  const upper = Math.floor(q * split) * perSplit;
  high[column] += upper;
  low[column] += q - upper;
  size[column] += Math.abs(upper);
}

/** Powers of two, so that to multiply is to divide, but faster. */
const perUnit = 1 / unit;
const perSplit = 1 / split;

function checked(columns: ExactColumns): ExactColumns {
  const { rows: count, high, low, size } = columns;
  high.forEach((_, u) => {
    bounded({ high: high[u], low: low[u], size: size[u], count });
  });
  return columns;
}

/** Where values lie, and how far apart. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  /** With n - 1; NaN for a single value. */
  readonly sd: number;
  readonly median: number;
  /** Quartiles, by linear interpolation between values. */
  readonly first: number;
  readonly third: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Mean, standard deviation, median and quartiles; NaN where there is no value.
 *
 * @see numpy.quantile (linear), numpy.std(ddof=1).
 */
export function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  const count = sorted.length;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    ...{ count, mean, sd: count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1)) },
    ...{ median: quantile(sorted, 0.5), first: quantile(sorted, 0.25), third: quantile(sorted, 0.75) },
    ...{ least: sorted[0] ?? Number.NaN, most: sorted[count - 1] ?? Number.NaN },
  };
}

/**
 * A quantile, by linear interpolation between values; NaN where there is none.
 *
 * @param sorted ascending.
 * @param share 0 to 1.
 * @see numpy.quantile (linear).
 */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** Shift and variance of each gene in one batch, in units of the gene's pooled deviation and variance. */
export interface BatchEffects {
  /** [p] */
  readonly shifts: Float64Array;
  /** [p] */
  readonly variances: Float64Array;
}

/** Largest relative change of an estimate that ends the iteration, as in the reference. */
const TOLERANCE = 1e-4;
/** The reference has no limit; a handful of rounds is usual. */
const MAX_ROUNDS = 10_000;

/**
 * Shrink the effects of one batch towards those of its other genes: posterior means under a normal prior on the shifts
 * and an inverse gamma prior on the variances, both fitted to the genes by moments, found by turns.
 *
 * The reference stops once no estimate changes by more than 1e-4 of its *signed* former value, so that negative shifts
 * never keep it going. So does this, as the results differ in about the fifth digit otherwise.
 *
 * @param effects estimates of each gene: means, and variances with cells - 1 in the denominator.
 * @param cells cells of the batch, >= 2.
 * @see Johnson, Li and Rabinovic 2007, section 3.2; scanpy `_combat._it_sol`, `_aprior`, `_bprior`.
 */
export function shrinkBatchEffects({ shifts, variances }: BatchEffects, cells: number): BatchEffects {
  const p = shifts.length;
  const [shiftMean, shiftSpread] = meanAndSpread(shifts, p);
  const [varianceMean, varianceSpread] = meanAndSpread(variances, p - 1);
  // Where all variances are equal the prior is a point; the formulas below divide by its spread.
  const shape = (2 * varianceSpread + varianceMean ** 2) / varianceSpread;
  const rate = (varianceMean * varianceSpread + varianceMean ** 3) / varianceSpread;
  const point = !Number.isFinite(shape) || !Number.isFinite(rate);

  const shrunkenShifts = shifts.slice();
  const shrunkenVariances = variances.slice();
  for (let round = 0, change = 1; change > TOLERANCE && round < MAX_ROUNDS; round++) {
    change = Number.NEGATIVE_INFINITY;
    for (let u = 0; u < p; u++) {
      const oldShift = shrunkenShifts[u];
      const oldVariance = shrunkenVariances[u];
      const weight = shiftSpread * cells;
      // Without spread and without variance all weights are equivalent.
      const shift =
        weight + oldVariance > 0 ? (weight * shifts[u] + oldVariance * shiftMean) / (weight + oldVariance) : shiftMean;
      const squares = (cells - 1) * variances[u] + cells * (shifts[u] - shift) ** 2;
      const variance = point ? varianceMean : (0.5 * squares + rate) / (cells / 2 + shape - 1);
      shrunkenShifts[u] = shift;
      shrunkenVariances[u] = variance;
      change = Math.max(change, relative(shift, oldShift), relative(variance, oldVariance));
    }
  }
  return { shifts: shrunkenShifts, variances: shrunkenVariances };
}

/** 0 where nothing changes, also from 0. */
function relative(value: number, former: number): number {
  return value === former ? 0 : Math.abs(value - former) / former;
}

function meanAndSpread(values: Float64Array, denominator: number): [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, squares / Math.max(1, denominator)];
}

import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Neighbors } from "../../math/neighbors/nearest.ts";
import { chiSquareTail } from "../../math/statistics/distributions.ts";

/** Results of a chi-square test of each neighbourhood. */
export interface BatchMixing {
  /** Neighbours that were tested, of each cell. */
  readonly neighbors: number;
  /** Share of cells whose neighbourhood holds the batches as the whole does (p >= alpha). */
  readonly acceptanceRate: number;
  /** [n] */
  readonly pValues: Float64Array;
}

export interface BatchMixingOptions {
  readonly alpha?: number;
  /** Neighbours to test, at most those given; a quarter of the mean batch, within 10 to 70, by default, as in kBET. */
  readonly size?: number;
}

/**
 * kBET without its search for a neighbourhood size and its repeated subsamples: Pearson's chi-square test of the batches
 * among the nearest neighbours of each cell against those of all cells. A tissue whose samples differ in what they
 * consist of is refused too, so compare before with after instead of asking for 1.
 *
 * @param neighbors k nearest other cells, nearest first.
 * @param batches [n] 0, 1, ...; at least two in use.
 * @throws bad-shape when the sizes differ; bad-data for a single batch.
 * @see Buttner et al. 2019; scib-metrics `kbet`. Cost: n (k + batches).
 */
export function batchMixing(
  { k, indices }: Neighbors,
  batches: Int32Array,
  { alpha = 0.05, size }: BatchMixingOptions = {},
): BatchMixing {
  const n = batches.length;
  expectShape("batchMixing: neighbours", [indices.length / k], { cells: n });
  const sizes = new Float64Array(batches.reduce((highest, batch) => Math.max(highest, batch), 0) + 1);
  for (const batch of batches) sizes[batch]++;
  const used = sizes.filter((count) => count > 0).length;
  if (used < 2) throw new CellScapeError("bad-data", "batchMixing: expected at least two batches, got one");
  const tested = Math.min(k, size ?? Math.max(10, Math.min(70, Math.floor(n / used / 4))));
  const counts = new Float64Array(sizes.length);
  const pValues = Float64Array.from(batches, (_, i) => {
    counts.fill(0);
    for (let t = 0; t < tested; t++) counts[batches[indices[i * k + t]]]++;
    let statistic = 0;
    for (let b = 0; b < sizes.length; b++) {
      const expected = (tested * sizes[b]) / n;
      if (expected > 0) statistic += (counts[b] - expected) ** 2 / expected;
    }
    return chiSquareTail(statistic, used - 1);
  });
  const accepted = pValues.reduce((sum, p) => sum + (p >= alpha ? 1 : 0), 0);
  return { neighbors: tested, acceptanceRate: accepted / n, pValues };
}

import { CellScapeError } from "../../core/errors.ts";

/** Cells at a distance from `from` to below `to`. NaN where there are none. */
export interface DistanceBin {
  readonly from: number;
  readonly to: number;
  readonly cells: number;
  readonly meanValue: number;
  readonly shareHigh: number;
  /** Within which 95 % of the shares of the null lie. */
  readonly nullShare: readonly [number, number];
}

/** Bin of each distance. @param edges ascending from 0 on; the last bin is open. */
export function binned(distances: Float64Array, edges: readonly number[]): Uint32Array {
  return Uint32Array.from(distances, (distance) => {
    let bin = 0;
    while (bin + 1 < edges.length && distance >= edges[bin + 1]) bin++;
    return bin;
  });
}

/**
 * Share of high cells in each bin; NaN in an empty one.
 *
 * @param high [n] 1 or 0
 * @param count bins
 */
export function sharesOf(bins: Uint32Array, high: Int32Array, count: number): Float64Array {
  const cells = new Float64Array(count);
  const highs = new Float64Array(count);
  bins.forEach((bin, i) => {
    cells[bin]++;
    highs[bin] += high[i];
  });
  return highs.map((value, bin) => value / cells[bin]);
}

/**
 * What the cells in each bin have in common.
 *
 * @param shares [bins][permutations] shares of high cells under the null.
 */
export function distanceProfile(
  bins: Uint32Array,
  {
    edges,
    values,
    high,
    shares,
  }: {
    readonly edges: readonly number[];
    readonly values: Float64Array;
    readonly high: Int32Array;
    readonly shares: readonly Float64Array[];
  },
): DistanceBin[] {
  const own = sharesOf(bins, high, edges.length);
  return edges.map((from, bin) => {
    const inside = values.filter((_, i) => bins[i] === bin);
    const drawn = shares[bin].filter((share) => !Number.isNaN(share)).sort();
    const at = (share: number) => drawn[Math.round(share * (drawn.length - 1))] ?? Number.NaN;
    return {
      ...{ from, to: edges[bin + 1] ?? Number.POSITIVE_INFINITY, cells: inside.length },
      ...{ meanValue: mean(inside), shareHigh: own[bin], nullShare: [at(0.025), at(0.975)] as const },
    };
  });
}

/** Ten equal bins up to the distance that nine in ten cells are within. */
export function defaultEdges(distances: Float64Array): number[] {
  const sorted = distances.slice().sort();
  const far = sorted[Math.floor(0.9 * (sorted.length - 1))];
  return far > 0 ? Array.from({ length: 10 }, (_, bin) => (bin * far) / 10) : [0];
}

/** @throws bad-option unless edges ascend from 0 on. */
export function expectAscending(edges: readonly number[]): void {
  if (edges[0] === 0 && edges.every((edge, bin) => bin === 0 || edge > edges[bin - 1])) return;
  throw new CellScapeError("bad-option", `colocalization: expected ascending edges from 0 on, got ${edges.join(", ")}`);
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

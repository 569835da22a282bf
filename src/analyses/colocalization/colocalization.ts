import { CellScapeError, expectShape } from "../../core/errors.ts";
import { createRandom, type Random } from "../../core/random.ts";
import type { Matrix } from "../../data/matrix.ts";
import { averageRanks } from "../../math/statistics/ranks.ts";
import { labelShuffler } from "../../math/statistics/shuffle.ts";
import type { ColocalizationTarget } from "./colocalizationTarget.ts";
import {
  binned,
  type DistanceBin,
  defaultEdges,
  distanceProfile,
  expectAscending,
  sharesOf,
} from "./distanceProfile.ts";

/** Whether cells of high values lie near a target. Distances in the unit of the positions. */
export interface Colocalization {
  /** Cells in samples that have a target, and how many of them are high. */
  readonly cells: number;
  readonly high: number;
  /** [high] which of the cells given are high, ascending. */
  readonly highCells: Uint32Array;
  /** Chance that a high cell lies nearer than another cell (ties count half): 0.5 for no relation, 1 for all nearer. */
  readonly nearness: number;
  /** Median distance of high cells to the target, in the unit of the positions. */
  readonly medianDistanceHigh: number;
  /** Median distance of the other cells to the target, in the unit of the positions. */
  readonly medianDistanceOther: number;
  /** Mean and deviation of the nearness under the null, and how many deviations it is from there. */
  readonly nullMean: number;
  readonly nullDeviation: number;
  readonly zScore: number;
  /** Two-sided: twice the smaller of (permutations as near or nearer + 1) / (permutations + 1) and its opposite. */
  readonly pValue: number;
  readonly permutations: number;
  readonly profile: readonly DistanceBin[];
}

export interface ColocalizationCells {
  /** [n, 2] */
  readonly positions: Matrix;
  /** [n] expression of a gene, or a score. */
  readonly values: ArrayLike<number>;
  /** [n] sample of each cell; all are of sample 0 if absent, and a cell below 0 is left out. */
  readonly samples?: Int32Array;
}

/** What counts as high, how distances are binned, and how positions are permuted. */
export interface ColocalizationOptions {
  /** Cells above it are high; by default those above the quantile that leaves `highShare` of a sample's cells. */
  readonly threshold?: number;
  readonly highShare?: number;
  /** Ascending ends of the distance bins from 0 on, the last bin being open; ten equal ones over nine tenths of the cells. */
  readonly edges?: readonly number[];
  /**
   * `shift` moves the cells of each sample as a whole by a random step, those that leave its bounding box coming in on
   * the other side: what neighbouring cells have in common stays, so a patchy gene is not significant by its patches.
   * `labels` shuffles which cells of a sample are high: a weaker null model, which finds more.
   */
  readonly null?: "shift" | "labels";
  readonly permutations?: number;
  readonly rng?: Random;
}

/**
 * Test whether cells of high expression lie near points or a mask, such as plaques.
 *
 * @throws bad-shape when sizes differ; bad-data when no sample has a target, a value is NaN, or all or none of the cells
 * are high; bad-option for edges that do not ascend or a share outside 0 to 1.
 * @see Methods of figure 3i; Lotwick and Silverman 1982 for shifts on a torus. Cost: permutations x n log(points).
 */
export function colocalization(
  { positions, values, samples }: ColocalizationCells,
  target: ColocalizationTarget,
  options: ColocalizationOptions = {},
): Colocalization {
  const { permutations = 999, rng = createRandom(0) } = options;
  const n = positions.rows;
  expectShape("positions", [n, positions.columns], { cells: n, axes: 2 });
  expectShape("values", [values.length], { cells: n });
  if (samples) expectShape("samples", [samples.length], { cells: n });
  const cells = Uint32Array.from({ length: n }, (_, i) => i).filter((i) => target.has(samples?.[i] ?? 0));
  if (cells.length === 0)
    throw new CellScapeError("bad-data", "colocalization: expected cells in a sample with a target, got none");
  const sampleOf = Int32Array.from(cells, (i) => samples?.[i] ?? 0);
  const own = Float64Array.from(cells, (i) => values[i]);
  const odd = own.findIndex(Number.isNaN);
  if (odd >= 0)
    throw new CellScapeError("bad-data", `colocalization: expected numbers, got NaN for cell ${cells[odd]}`);
  const high = highCells(own, sampleOf, options);
  const count = high.reduce((sum, value) => sum + value, 0);
  if (count === 0 || count === cells.length) {
    throw new CellScapeError(
      "bad-data",
      `colocalization: expected some high cells, got ${count === 0 ? "none" : "all"} of ${cells.length}; choose a threshold (cellscape colocalize --threshold)`,
    );
  }

  const places = placesOf(positions, cells, sampleOf);
  const distances = places.distances(target, undefined);
  const edges = options.edges ?? defaultEdges(distances);
  expectAscending(edges);
  const observed: Drawn = { ranks: averageRanks(distances), bins: binned(distances, edges), high };
  const nearnessOf = ({ ranks, high: own }: Drawn) => nearness(ranks, own, count);
  const found = nearnessOf(observed);
  const draw = nullOf(options.null ?? "shift", { places, target, edges, sampleOf, observed }, rng);
  const nulls = new Float64Array(permutations);
  const shares = edges.map(() => new Float64Array(permutations));
  for (let t = 0; t < permutations; t++) {
    const drawn = draw();
    nulls[t] = nearnessOf(drawn);
    sharesOf(drawn.bins, drawn.high, edges.length).forEach((share, bin) => {
      shares[bin][t] = share;
    });
  }
  const nullMean = mean(nulls);
  const nullDeviation = Math.sqrt(mean(nulls.map((value) => (value - nullMean) ** 2)));
  const beyond = (as: (value: number) => boolean) => (nulls.filter(as).length + 1) / (permutations + 1);
  return {
    highCells: cells.filter((_, i) => high[i] === 1),
    ...{ cells: cells.length, high: count, nearness: found, nullMean, nullDeviation, permutations },
    medianDistanceHigh: median(distances.filter((_, i) => high[i] === 1)),
    medianDistanceOther: median(distances.filter((_, i) => high[i] === 0)),
    zScore: nullDeviation > 0 ? (found - nullMean) / nullDeviation : 0,
    pValue: Math.min(
      1,
      2 *
        Math.min(
          beyond((value) => value >= found),
          beyond((value) => value <= found),
        ),
    ),
    profile: distanceProfile(observed.bins, { edges, values: own, high, shares }),
  };
}

/**
 * 1 for high cells, 0 for others. Cells that tie with the first one below the highest share are not high, or else half a
 * sample might be; where the highest value itself is that common, its cells are, unless it is 0.
 */
function highCells(
  values: Float64Array,
  sampleOf: Int32Array,
  { threshold, highShare = 0.1 }: ColocalizationOptions,
): Int32Array {
  if (threshold !== undefined) return Int32Array.from(values, (value) => (value > threshold ? 1 : 0));
  if (!(highShare > 0 && highShare < 1)) {
    throw new CellScapeError("bad-option", `colocalization: expected a share between 0 and 1, got ${highShare}`);
  }
  const bounds = new Map<number, { readonly below: number; readonly highest: number }>();
  for (const sample of new Set(sampleOf)) {
    const sorted = values.filter((_, i) => sampleOf[i] === sample).sort();
    const first = Math.min(sorted.length - 1, Math.floor((1 - highShare) * sorted.length));
    bounds.set(sample, { below: sorted[Math.max(0, first - 1)], highest: sorted[sorted.length - 1] });
  }
  return Int32Array.from(values, (value, i) => {
    const { below, highest } = bounds.get(sampleOf[i]) ?? { below: 0, highest: 0 };
    return Number(below < highest ? value > below : value === highest && highest > 0);
  });
}

interface Places {
  /** Distance of each cell to the target, after the move of its sample, if any. */
  distances(
    target: ColocalizationTarget,
    moves: ReadonlyMap<number, readonly [number, number]> | undefined,
  ): Float64Array;
  /** A random move of each sample: shares of its width and height. */
  moves(rng: Random): Map<number, readonly [number, number]>;
}

function placesOf({ values }: Matrix, cells: Uint32Array, sampleOf: Int32Array): Places {
  const boxes = new Map<number, { left: number; right: number; low: number; high: number }>();
  cells.forEach((i, t) => {
    const [x, y] = [values[2 * i], values[2 * i + 1]];
    const box = boxes.get(sampleOf[t]) ?? { left: x, right: x, low: y, high: y };
    boxes.set(sampleOf[t], {
      left: Math.min(box.left, x),
      right: Math.max(box.right, x),
      low: Math.min(box.low, y),
      high: Math.max(box.high, y),
    });
  });
  const wrap = (value: number, from: number, to: number) =>
    to > from ? from + ((((value - from) % (to - from)) + (to - from)) % (to - from)) : value;
  return {
    distances: (target, moves) =>
      Float64Array.from(cells, (i, t) => {
        const [x, y] = [values[2 * i], values[2 * i + 1]];
        const move = moves?.get(sampleOf[t]);
        const box = boxes.get(sampleOf[t]);
        if (move === undefined || box === undefined) return target.distance(sampleOf[t], x, y);
        const [dx, dy] = [move[0] * (box.right - box.left), move[1] * (box.high - box.low)];
        return target.distance(sampleOf[t], wrap(x + dx, box.left, box.right), wrap(y + dy, box.low, box.high));
      }),
    moves: (rng) => new Map(Array.from(boxes.keys(), (sample) => [sample, [rng.uniform(), rng.uniform()] as const])),
  };
}

/** Cells as they are or as the null has them: ranks and bins of their distances, and which are high. */
interface Drawn {
  readonly ranks: Float64Array;
  readonly bins: Uint32Array;
  readonly high: Int32Array;
}

interface NullSetting {
  readonly places: Places;
  readonly target: ColocalizationTarget;
  readonly edges: readonly number[];
  readonly sampleOf: Int32Array;
  readonly observed: Drawn;
}

/** A function that draws from the null. */
function nullOf(
  kind: "shift" | "labels",
  { places, target, edges, sampleOf, observed }: NullSetting,
  rng: Random,
): () => Drawn {
  if (kind === "labels") {
    const shuffle = labelShuffler(observed.high, sampleOf, rng);
    return () => ({ ...observed, high: shuffle() });
  }
  return () => {
    const moved = places.distances(target, places.moves(rng));
    return { ranks: averageRanks(moved), bins: binned(moved, edges), high: observed.high };
  };
}

/** Mann-Whitney's U of the high cells over all pairs: the share of pairs in which the high cell is nearer. */
function nearness(ranks: Float64Array, high: Int32Array, count: number): number {
  let sum = 0;
  high.forEach((own, i) => {
    if (own === 1) sum += ranks[i];
  });
  const others = ranks.length - count;
  return 1 - (sum - (count * (count + 1)) / 2) / (count * others);
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

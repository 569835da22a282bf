import type { Task } from "../../../core/task.ts";
import type { Sparse } from "../../../data/sparse.ts";
import { type LatticePlaces, latticePlaces } from "../../../spatial/lattice/latticePlaces.ts";
import { positionsOf } from "../../../spatial/sectionGraphs.ts";
import type { RankedBy } from "../../ownInputs.ts";
import { closed, gaussianFiltered, iteratedThreshold, regionsOf } from "./image.ts";

/** Genes seen in a smaller share of the spots have no index. */
const leastSeen = 0.1;
/** Smallest region, as a share of the spots. */
const leastRegion = 0.01;

/**
 * The PROST Index of genes from the images of their counts: how well the regions of high expression separate, times how far they
 * stand out. 0 .. 1; 0 for a gene without a region of 1 % of the spots, NaN for one that is seen in less than 10 % of them.
 * Of several samples the mean of theirs.
 *
 * @param counts [n, p] raw counts
 * @param where [n, 2] positions, and sample of each spot.
 * @returns [p], or undefined where spots lie on no lattice.
 * @see Liang et al. 2024, Methods, "PROST Index"
 */
export const prostIndex: RankedBy["score"] = async (counts, { positions, samples }, task) => {
  const sections = samples ? [...new Set(samples)].sort((a, b) => a - b) : [undefined];
  const total = new Float64Array(counts.columns);
  const seen = new Float64Array(counts.columns);
  for (const [at, section] of sections.entries()) {
    const part = task.part(at / sections.length, (at + 1) / sections.length, `PROST Index ${at + 1}`);
    const all = Uint32Array.from({ length: counts.rows }, (_, i) => i);
    const rows = section === undefined ? all : all.filter((i) => samples?.[i] === section);
    const places = await latticePlaces(positionsOf(positions, rows));
    if (!places) return undefined;
    const index = await indexOfSection(byGene(counts, rows), places, part);
    for (const [gene, value] of index.entries()) {
      if (Number.isNaN(value)) continue;
      total[gene] += value;
      seen[gene]++;
    }
  }
  return total.map((sum, gene) => (seen[gene] === 0 ? Number.NaN : sum / seen[gene]));
};

/** Counts of some rows, gene by gene. */
interface Columns {
  readonly rows: number;
  /** [p + 1] */
  readonly starts: Uint32Array;
  /** Place of the spot among `rows`, and its count. */
  readonly spots: Uint32Array;
  readonly values: Float32Array;
}

function byGene(counts: Sparse, rows: Uint32Array): Columns {
  const starts = new Uint32Array(counts.columns + 1);
  const each = (visit: (gene: number, spot: number, value: number) => void) => {
    for (const [spot, row] of rows.entries()) {
      for (let e = counts.starts[row]; e < counts.starts[row + 1]; e++) {
        if (counts.values[e] !== 0) visit(counts.indices[e], spot, counts.values[e]);
      }
    }
  };
  each((gene) => starts[gene + 1]++);
  for (let gene = 0; gene < counts.columns; gene++) starts[gene + 1] += starts[gene];
  const next = starts.slice();
  const spots = new Uint32Array(starts[counts.columns]);
  const values = new Float32Array(spots.length);
  each((gene, spot, value) => {
    spots[next[gene]] = spot;
    values[next[gene]++] = value;
  });
  return { rows: rows.length, starts, spots, values };
}

async function indexOfSection(columns: Columns, places: LatticePlaces, task: Task): Promise<Float64Array> {
  const genes = columns.starts.length - 1;
  const index = new Float64Array(genes).fill(Number.NaN);
  const measured: { readonly gene: number; readonly found: Measures }[] = [];
  for (let gene = 0; gene < genes; gene++) {
    const [from, to] = [columns.starts[gene], columns.starts[gene + 1]];
    if (to - from < Math.floor(leastSeen * columns.rows)) continue;
    const values = new Float64Array(columns.rows);
    for (let e = from; e < to; e++) values[columns.spots[e]] = columns.values[e];
    const found = measures(scaled(values), places);
    if (found) measured.push({ gene, found });
    await task.update(gene / genes);
  }
  const separability = scaled(Float64Array.from(measured, ({ found }) => found.separability));
  const significance = scaled(Float64Array.from(measured, ({ found }) => found.significance));
  for (const [at, { gene, found }] of measured.entries()) {
    index[gene] = found.regions === 0 ? 0 : separability[at] * significance[at];
  }
  return index;
}

/** From 0 for the least to 1 for the largest; all 0 where they are equal. */
function scaled(values: Float64Array): Float64Array {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return values.map((value) => (most > least ? (value - least) / (most - least) : 0));
}

export interface Measures {
  /** Regions of sufficient size. */
  readonly regions: number;
  /** 1 - sum (n_r - 1) var_r / ((n - 1) var), over the regions and what is outside of them. */
  readonly separability: number;
  /** (mean of their means - mean of the values above 0 outside) / sum (sd_r / mean_r) */
  readonly significance: number;
}

/**
 * What the index of a gene is made of; undefined for a gene that does not vary.
 *
 * @param values [n] expression of each spot, 0 .. 1.
 */
export function measures(values: Float64Array, places: LatticePlaces): Measures | undefined {
  const { regions, labels } = segmented(values, places);
  const whole = momentsOf(values);
  if (!(whole.variance > 0)) return undefined;
  const outside = momentsOf(values.filter((value, i) => labels[i] === 0 && value > 0));
  let [within, means, ratios, counted] = [0, 0, 0, 0];
  for (let label = 0; label <= regions; label++) {
    const { count, mean, variance } = momentsOf(values.filter((_, i) => labels[i] === label));
    if (!(mean > 0)) continue;
    within += (count - 1) * variance;
    means += mean;
    ratios += Math.sqrt(variance) / mean;
    counted++;
  }
  if (ratios === 0) return undefined;
  const separability = 1 - within / ((values.length - 1) * whole.variance);
  return { regions, separability, significance: (means / counted - outside.mean) / ratios };
}

/** Regions of high expression that are large enough: their number, and of each spot the region from 1, or 0. */
function segmented(
  values: Float64Array,
  { rows, columns, height, width }: LatticePlaces,
): { readonly regions: number; readonly labels: Int32Array } {
  const n = values.length;
  const at = (i: number) => rows[i] * width + columns[i];
  const raw = new Float64Array(height * width);
  for (let i = 0; i < n; i++) raw[at(i)] = values[i];
  const smooth = gaussianFiltered({ height, width, values: raw }).values;
  const image = new Float64Array(height * width);
  for (let i = 0; i < n; i++) image[at(i)] = smooth[at(i)];
  const threshold = iteratedThreshold(image);
  const mask = new Uint8Array(height * width);
  for (let i = 0; i < n; i++) mask[at(i)] = image[at(i)] >= threshold ? 1 : 0;
  const found = regionsOf(closed(mask, height, width), height, width);
  let regions = 0;
  const numbers = found.sizes.map((size, label) => (label > 0 && size >= leastRegion * n ? ++regions : 0));
  return { regions, labels: Int32Array.from({ length: n }, (_, i) => numbers[found.labels[at(i)]]) };
}

/** Mean and variance, with the number of values in the denominator; 0 of none. */
function momentsOf(values: Float64Array): { readonly count: number; readonly mean: number; readonly variance: number } {
  const count = values.length;
  if (count === 0) return { count, mean: 0, variance: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return { count, mean, variance };
}

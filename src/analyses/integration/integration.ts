import { CellScapeError, expectShape } from "../../core/errors.ts";
import { createRandom, type Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { Neighbors } from "../../math/neighbors/nearest.ts";
import { nearestRows } from "../../math/neighbors/nearestRows.ts";
import { silhouettes } from "../../math/statistics/silhouette.ts";
import { batchMixing } from "./batchMixing.ts";
import { labelConnectivity } from "./labelConnectivity.ts";
import { lisi } from "./lisi.ts";

/** How well samples mix in an embedding, and how well labels stay apart. */
export interface Integration {
  /** Cells scored: those with a sample (and a label, where labels are given), or a sample of them. */
  readonly cells: number;
  /** Cells that could have been scored. */
  readonly cellsOf: number;
  /** LISI of samples: more is better mixed. */
  readonly ilisi: MixingScore;
  /** Share of cells whose neighbourhood passes kBET's chi-square test. */
  readonly kbet: number;
  /** 1 - |silhouette of samples|, within each label where labels are given: 1 is mixed. NaN if no label has two samples. */
  readonly batchSilhouette: number;
  readonly labels: LabelScores | undefined;
}

/** How well labels are kept. */
export interface LabelScores {
  /** LISI of labels: less is better kept apart. */
  readonly clisi: LisiScore;
  /** (silhouette of labels + 1) / 2: 1 is apart. */
  readonly silhouette: number;
  /** Mean share of a label's cells in the largest connected part of its neighbour graph. */
  readonly connectivity: number;
}

export interface LisiScore {
  readonly mean: number;
  readonly median: number;
  /** The inverse Simpson index of all cells scored: what perfect mixing tends to as neighbourhoods grow. */
  readonly maximum: number;
  /** As scIB: (median - 1) / (labels - 1) for samples, (labels - median) / (labels - 1) for labels; 1 is best. */
  readonly scaled: number;
}

/** LISI of samples beside what chance gives. */
export interface MixingScore extends LisiScore {
  /**
   * Mean over the same neighbourhoods when the samples of the cells are shuffled: what perfect mixing reaches. It lies
   * below `maximum`, since some 30 neighbours never hold all samples in their exact shares: 3.27 for four equal ones.
   */
  readonly attainable: number;
  /** (mean - 1) / (attainable - 1): 0 where each cell meets its own sample only, 1 where samples mix as by chance. */
  readonly ofAttainable: number;
}

export interface IntegrationOptions {
  /** What should stay apart, such as cell types or known domains. */
  readonly labels?: CategoryColumn;
  readonly perplexity?: number;
  /** Above this many cells, as many drawn at random are scored, among themselves. */
  readonly most?: number;
  /** The same for silhouettes, which compare all pairs. */
  readonly mostPairs?: number;
  readonly rng?: Random;
}

/** Neighbours in the graph whose connected parts are counted: 15 with the cell itself, as in scanpy. */
const GRAPH_NEIGHBORS = 14;

/**
 * Score an integration of samples, on the embedding before or after it.
 *
 * @param embedding [n, d]
 * @param samples [n]; cells without a sample are left out.
 * @throws bad-shape when sizes differ; bad-data for fewer than two samples (or labels, if given), or fewer than 9 cells.
 * @see Korsunsky et al. 2019; Luecken et al. 2022 (scIB): silhouette_batch, silhouette, ilisi, clisi, kBET,
 * graph_connectivity. Cost: that of the neighbour search, plus most^2 d at worst.
 */
export async function scoreIntegration(
  embedding: Matrix,
  samples: CategoryColumn,
  { labels, perplexity = 30, most = 10_000, mostPairs = 4_000, rng = createRandom(0) }: IntegrationOptions = {},
  task: Task = silentTask,
): Promise<Integration> {
  expectShape("integration: samples", [samples.codes.length], { cells: embedding.rows });
  if (labels) expectShape("integration: labels", [labels.codes.length], { cells: embedding.rows });
  const scorable = Uint32Array.from(samples.codes.keys()).filter(
    (i) => samples.codes[i] >= 0 && (labels === undefined || labels.codes[i] >= 0),
  );
  const cells = draw(scorable, most, rng.split("neighbors"));
  const sampleOf = codesOf(samples.codes, cells);
  const labelOf = labels && codesOf(labels.codes, cells);
  expectSeveral("samples", sampleOf);
  if (labelOf) expectSeveral("labels", labelOf);
  if (cells.length < 9) {
    throw new CellScapeError("bad-data", `integration: expected at least 9 cells, got ${cells.length}`);
  }

  const k = Math.min(3 * perplexity, cells.length - 1);
  const neighbors = await nearestRows(rowsOf(embedding, cells), k, task);
  // Fewer cells than a neighbourhood has: a third of them counts as neighbours, as otherwise.
  const lisiOptions = { perplexity: Math.min(perplexity, k / 3) };

  const fewer = draw(cells, mostPairs, rng.split("pairs"));
  const rows = rowsOf(embedding, fewer);
  const fewerSamples = codesOf(samples.codes, fewer);
  const fewerLabels = labels && codesOf(labels.codes, fewer);
  return {
    cells: cells.length,
    cellsOf: scorable.length,
    ilisi: mixingScore(neighbors, sampleOf, { ...lisiOptions, rng: rng.split("shuffle") }),
    kbet: batchMixing(neighbors, sampleOf).acceptanceRate,
    batchSilhouette: batchSilhouette(rows, fewerSamples, fewerLabels),
    labels: labelOf &&
      fewerLabels && {
        clisi: lisiScore(lisi(neighbors, labelOf, lisiOptions), labelOf, "apart"),
        silhouette: several(fewerLabels) ? (mean(silhouettes(rows, fewerLabels)) + 1) / 2 : Number.NaN,
        connectivity: labelConnectivity(nearestOf(neighbors, Math.min(k, GRAPH_NEIGHBORS)), labelOf),
      },
  };
}

/**
 * Mean over labels of the mean over their cells of 1 - |silhouette of samples|; labels of one sample, and labels all of
 * whose cells are of different samples, do not count.
 *
 * @param rows [n, d]
 * @param samples [n]
 * @param labels [n]; all cells are of one label if absent.
 * @returns NaN when no label counts.
 * @see scib `silhouette_batch`.
 */
export function batchSilhouette(rows: Matrix, samples: Int32Array, labels: Int32Array | undefined): number {
  const cellsOf = new Map<number, number[]>();
  samples.forEach((_, i) => {
    const label = labels?.[i] ?? 0;
    const cells = cellsOf.get(label);
    if (cells) cells.push(i);
    else cellsOf.set(label, [i]);
  });
  const scores: number[] = [];
  for (const members of cellsOf.values()) {
    const cells = Uint32Array.from(members);
    const own = codesOf(samples, cells);
    const count = new Set(own).size;
    if (count < 2 || count === own.length) continue;
    scores.push(mean(silhouettes(rowsOf(rows, cells), own).map((value) => 1 - Math.abs(value))));
  }
  return mean(scores);
}

function mixingScore(
  neighbors: Neighbors,
  sampleOf: Int32Array,
  { perplexity, rng }: { readonly perplexity: number; readonly rng: Random },
): MixingScore {
  const score = lisiScore(lisi(neighbors, sampleOf, { perplexity }), sampleOf, "mixed");
  const shuffled = rng.permutation(sampleOf.length);
  const attainable = mean(
    lisi(
      neighbors,
      Int32Array.from(shuffled, (i) => sampleOf[i]),
      { perplexity },
    ),
  );
  return { ...score, attainable, ofAttainable: (score.mean - 1) / (attainable - 1) };
}

function lisiScore(values: Float64Array, codes: Int32Array, wanted: "mixed" | "apart"): LisiScore {
  const sizes = new Map<number, number>();
  for (const code of codes) sizes.set(code, (sizes.get(code) ?? 0) + 1);
  let simpson = 0;
  for (const size of sizes.values()) simpson += (size / codes.length) ** 2;
  const sorted = values.slice().sort();
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
  const beyond = wanted === "mixed" ? median - 1 : sizes.size - median;
  return { mean: mean(values), median, maximum: 1 / simpson, scaled: beyond / (sizes.size - 1) };
}

/** At most `most` of the cells, drawn without replacement and put back in order. */
function draw(cells: Uint32Array, most: number, rng: Random): Uint32Array {
  if (cells.length <= most) return cells;
  const order = rng.permutation(cells.length).subarray(0, most).sort();
  return order.map((place) => cells[place]);
}

function rowsOf({ columns, values }: Matrix, cells: Uint32Array): Matrix {
  const rows = new Float64Array(cells.length * columns);
  cells.forEach((i, row) => {
    rows.set(values.subarray(i * columns, (i + 1) * columns), row * columns);
  });
  return { rows: cells.length, columns, values: rows };
}

const codesOf = (codes: Int32Array, cells: Uint32Array) => Int32Array.from(cells, (i) => codes[i]);

/** The nearest `count` of the neighbours. */
function nearestOf({ k, indices, distances }: Neighbors, count: number) {
  const kept = (_: number, e: number) => e % k < count;
  return { k: count, indices: indices.filter(kept), distances: distances.filter(kept) };
}

const several = (codes: Int32Array) => codes.some((code) => code !== codes[0]);

function expectSeveral(noun: string, codes: Int32Array): void {
  if (several(codes)) return;
  throw new CellScapeError(
    "bad-data",
    `integration: expected cells of at least two ${noun}, got ${codes.length === 0 ? "no cells" : "one"}`,
  );
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let t = 0; t < values.length; t++) sum += values[t];
  return sum / values.length;
}

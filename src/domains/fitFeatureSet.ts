import { leadingColumns } from "../cluster/columns.ts";
import { type Mixture, type MixtureModel, posteriorOf } from "../cluster/gaussianMixture.ts";
import { largestOfRows } from "../cluster/partition.ts";
import type { KeepPart } from "../core/keepPart.ts";
import type { Random } from "../core/random.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { type PrincipalComponents, principalComponents } from "../math/linearAlgebra/pca.ts";
import { viewRows, viewScores } from "./featureSets.ts";
import { type Fit, type StartOptions, wardAndLikeliest } from "./wardAndLikeliest.ts";

/** `beforeStep` is given the number of the fit of the view; then, where they were made on a sample, further shares of 1. */
export interface FitViewOptions extends StartOptions {
  /** Numbers of principal components to cluster on. */
  readonly components: readonly number[];
  /** Above this many cells mixtures are fitted on a seeded sample of that many; the others join the likeliest cluster. */
  readonly fitAbove: number;
}

/** Rows whose posteriors are held at once where the mixture was fitted on a sample. */
const blockRows = 1 << 14;

/** Whether mixtures of n cells are fitted on a sample. */
const isSampled = (n: number, { fitAbove }: Pick<FitViewOptions, "fitAbove">) => n > fitAbove;

/** An embedding as it is looked at. */
export interface View {
  readonly matrix: Matrix;
  /** The graph of the view `neighborhood`. */
  readonly beside: Graph | undefined;
}

/** The partitions of a view: plain records, which can be kept. */
export interface FittedView {
  readonly basis: Basis;
  readonly fits: readonly FittedPartition[];
}

/** The principal components of a view. */
type Basis = Pick<PrincipalComponents, "loadings" | "mean">;

export interface FittedPartition {
  readonly components: number;
  /** `ward` or `k-means <number>`. */
  readonly start: string;
  /** [n] */
  readonly labels: Int32Array;
  /** Of the cells that the mixture was fitted on. */
  readonly logLikelihood: number;
  readonly bic: number;
  readonly model: MixtureModel;
  /** [n, clusters] where the mixture was fitted on all cells. */
  readonly posterior: Matrix | undefined;
}

/**
 * The mixtures of `wardAndLikeliest` for each number of components of a view. Above `fitAbove` cells they are fitted on a
 * seeded sample, and the other cells join the likeliest cluster.
 */
export async function fitView(
  { matrix, beside }: View,
  clusters: number,
  options: FitViewOptions,
  rng: Random,
): Promise<FittedView> {
  const { components: counts, keep } = options;
  const cells = isSampled(matrix.rows, options) ? sample(matrix.rows, options.fitAbove, rng) : undefined;
  const points = viewRows(matrix, beside, cells);
  const { scores, loadings, mean } = await principalComponents(
    points,
    Math.min(Math.max(...counts), points.rows, points.columns),
  );
  const basis = { loadings, mean };
  const found: (Fit & { readonly components: number })[] = [];
  let stopped = false;
  for (const [at, components] of usableCounts(counts, scores.columns).entries()) {
    const beforeStep = async (fit: number) => {
      stopped = !(await options.beforeStep(at * (1 + options.restarts) + fit)) || stopped;
      return !stopped;
    };
    const keepFit: KeepPart = (start, make) => keep(`${components}-${start}`, make);
    const leading = leadingColumns(scores, components);
    const fits = await wardAndLikeliest(
      leading,
      clusters,
      { ...options, beforeStep, keep: keepFit },
      rng.split(components),
    );
    found.push(...fits.map((fit) => ({ ...fit, components })));
    if (stopped) break;
  }
  if (!cells) {
    return {
      basis,
      fits: found.map(({ mixture, ...origin }) => {
        const { labels, posterior, logLikelihood, bic } = mixture;
        return { ...origin, labels, posterior, logLikelihood, bic, model: modelOf(mixture) };
      }),
    };
  }
  const last = counts.length * (1 + options.restarts);
  await options.beforeStep(last);
  const all = scoresOf({ matrix, beside }, basis);
  // Ward's fit may be the likeliest one too.
  const known = new Map<Mixture, Int32Array>();
  const fits: FittedPartition[] = [];
  for (const { mixture, ...origin } of found) {
    await options.beforeStep(last + (1 + fits.length) / (1 + found.length));
    const labels = known.get(mixture) ?? labelsOf(mixture, all, origin.components);
    // The sample keeps its labels, so that no cluster can come out empty.
    cells.forEach((cell, i) => {
      labels[cell] = mixture.labels[i];
    });
    known.set(mixture, labels);
    const { logLikelihood, bic } = mixture;
    fits.push({ ...origin, labels, posterior: undefined, logLikelihood, bic, model: modelOf(mixture) });
  }
  return { basis, fits };
}

/** [n, clusters] of all cells, made anew where the mixture was fitted on a sample. */
export function posteriorOfAll(view: View, basis: Basis, { posterior, model, components }: FittedPartition): Matrix {
  if (posterior) return posterior;
  const scores = scoresOf(view, basis);
  const columns = model.weights.length;
  const values = new Float32Array(scores.rows * columns);
  for (const block of posteriorBlocks(model, scores, components)) values.set(block.posterior, block.first * columns);
  return { rows: scores.rows, columns, values };
}

/** All cells along the components of a view. */
function scoresOf({ matrix, beside }: View, basis: Basis): Matrix {
  return viewScores(matrix, beside, basis);
}

function modelOf({ covariance, centre, offsets, weights, covariances }: Mixture): MixtureModel {
  return { covariance, centre, offsets, weights, covariances };
}

function labelsOf(model: MixtureModel, scores: Matrix, components: number): Int32Array {
  const labels = new Int32Array(scores.rows);
  for (const { first, posterior } of posteriorBlocks(model, scores, components)) {
    labels.set(largestOfRows(posterior, model.weights.length), first);
  }
  return labels;
}

function* posteriorBlocks(model: MixtureModel, { rows: n, columns, values }: Matrix, components: number) {
  for (let first = 0; first < n; first += blockRows) {
    const rows = Math.min(blockRows, n - first);
    const block = { rows, columns, values: values.subarray(first * columns, (first + rows) * columns) };
    yield { first, posterior: posteriorOf(model, leadingColumns(block, components)) };
  }
}

function sample(n: number, size: number, rng: Random): Uint32Array {
  return rng.split("sample").permutation(n).slice(0, size).sort();
}

/** Distinct numbers of components, none above what the data have. */
function usableCounts(counts: readonly number[], available: number): number[] {
  return [...new Set(counts.map((count) => Math.min(count, Math.max(available, 1))))];
}

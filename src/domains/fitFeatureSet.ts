import { leadingColumns } from "../cluster/columns.ts";
import { likeliestOf, type Mixture, type MixtureModel, posteriorOf } from "../cluster/mixture/gaussianMixture.ts";
import type { Random } from "../core/random.ts";
import type { Task } from "../core/task.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { type PrincipalComponents, principalComponents } from "../math/linearAlgebra/pca.ts";
import { featureRows, featureScores } from "./featureSets.ts";
import type { CandidatePolicy } from "./policy.ts";
import { type Fit, wardAndLikeliest } from "./wardAndLikeliest.ts";
import type { WorkEstimate } from "./workEstimate.ts";

export interface FitOptions extends Omit<CandidatePolicy, "rule" | "featureSets" | "components"> {
  /** Numbers of principal components to cluster on. */
  readonly components: readonly number[];
}

/** Rows whose posteriors are held at once where the mixture was fitted on a sample. */
const blockRows = 1 << 14;

/** Whether mixtures of n cells are fitted on a sample. */
const isSampled = (n: number, { fitAbove }: Pick<FitOptions, "fitAbove">) => n > fitAbove;

/** An embedding as it is clustered. */
export interface FeatureSet {
  readonly matrix: Matrix;
  /** Whose means over neighbours stand beside the embedding; undefined for the embedding alone. */
  readonly graph: Graph | undefined;
}

/** The partitions of a feature set: plain records, which can be kept. */
export interface FittedSet {
  readonly basis: Basis;
  readonly fits: readonly FittedPartition[];
}

/** The principal components of a feature set. */
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
  /** [n, count] where the mixture was fitted on all cells. */
  readonly posterior: Matrix | undefined;
}

/**
 * The mixtures of `wardAndLikeliest` for each number of components of a feature set. Above `fitAbove` cells they are fitted on a
 * seeded sample, and the other cells join the likeliest cluster.
 *
 * @param task whose share is the number of the fit; then, where they were made on a sample, further shares of 1.
 */
export async function fitFeatureSet(
  set: FeatureSet,
  count: number,
  options: FitOptions,
  rng: Random,
  task: Task,
  work: WorkEstimate,
): Promise<FittedSet> {
  const { components: counts } = options;
  const { matrix, graph } = set;
  const cells = isSampled(matrix.rows, options) ? sampleOf(matrix.rows, options.fitAbove, rng) : undefined;
  const points = featureRows(matrix, graph, cells);
  const { scores, loadings, mean } = await principalComponents(
    points,
    Math.min(Math.max(...counts), points.rows, points.columns),
  );
  const basis = { loadings, mean };
  const found: (Fit & { readonly components: number })[] = [];
  for (const [at, components] of usableCounts(counts, scores.columns).entries()) {
    const own = task.scope(`${components}`).placed((fit) => at * (1 + options.restarts) + fit);
    const leading = leadingColumns(scores, components);
    const fits = await wardAndLikeliest(leading, count, options, rng.split(components), own, work);
    found.push(...fits.map((fit) => ({ ...fit, components })));
    if (task.signal?.aborted) break;
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
  await task.update(last);
  const all = scoresOf(set, basis);
  // Ward's fit may be the likeliest one too.
  const known = new Map<Mixture, Int32Array>();
  const fits: FittedPartition[] = [];
  for (const { mixture, ...origin } of found) {
    await task.update(last + (1 + fits.length) / (1 + found.length));
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

/** [n, count] of all cells, made anew where the mixture was fitted on a sample. */
export function posteriorOfAll(
  set: FeatureSet,
  basis: Basis,
  { posterior, model, components }: FittedPartition,
): Matrix {
  if (posterior) return posterior;
  const scores = scoresOf(set, basis);
  const columns = model.weights.length;
  const values = new Float32Array(scores.rows * columns);
  for (const { first, block } of blocksOf(scores, components)) values.set(posteriorOf(model, block), first * columns);
  return { rows: scores.rows, columns, values };
}

/** All cells along the components of a feature set. */
function scoresOf({ matrix, graph }: FeatureSet, basis: Basis): Matrix {
  return featureScores(matrix, graph, basis);
}

function modelOf({ covariance, centre, offsets, weights, covariances }: Mixture): MixtureModel {
  return { covariance, centre, offsets, weights, covariances };
}

/** [n] likeliest cluster of each row of scores, whose leading columns the mixture was fitted on. */
export function labelsOf(model: MixtureModel, scores: Matrix, components: number): Int32Array {
  const labels = new Int32Array(scores.rows);
  for (const { first, block } of blocksOf(scores, components)) labels.set(likeliestOf(model, block), first);
  return labels;
}

/** Leading columns of some rows after the other. */
function* blocksOf({ rows: n, columns, values }: Matrix, components: number) {
  for (let first = 0; first < n; first += blockRows) {
    const rows = Math.min(blockRows, n - first);
    const block = { rows, columns, values: values.subarray(first * columns, (first + rows) * columns) };
    yield { first, block: leadingColumns(block, components) };
  }
}

/** Seeded sample of cells, ascending. */
export function sampleOf(n: number, size: number, rng: Random): Uint32Array {
  return rng.split("sample").permutation(n).slice(0, size).sort();
}

/** Distinct numbers of components, none above what the data have. */
function usableCounts(counts: readonly number[], available: number): number[] {
  return [...new Set(counts.map((count) => Math.min(count, Math.max(available, 1))))];
}

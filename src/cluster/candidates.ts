import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { principalComponents } from "../math/pca.ts";
import type { Random } from "../random.ts";
import { leadingColumns } from "./columns.ts";
import type { Covariance } from "./covarianceModels.ts";
import type { Mixture } from "./gaussianMixture.ts";
import { largestOfRows } from "./partition.ts";
import { type ViewName, viewRows, viewScores } from "./views.ts";
import { wardAndLikeliest } from "./wardAndLikeliest.ts";

export interface CandidateOptions {
  /** Numbers of principal components to cluster on. */
  readonly components: readonly number[];
  /** k-means starts beside the Ward start for each number of components. */
  readonly restarts: number;
  /** The spatial graph: with it each embedding is clustered in two views. */
  readonly graph?: Graph | undefined;
  readonly covariance?: Covariance | undefined;
  /** Above this many cells the Ward tree is built on a sample of that many. */
  readonly sampleAbove?: number | undefined;
  /** Above this many cells mixtures are fitted on a seeded sample of that many; the others join the likeliest domain. */
  readonly fitAbove: number;
  /** Awaited before each piece of work, of `candidateSteps`; false asks for an end with what is there. */
  readonly beforeStep: () => Promise<boolean>;
}

/** One partition of all cells, and where it came from. */
export interface Candidate {
  /** Index of the embedding, that is of the training seed. */
  readonly embedding: number;
  readonly view: ViewName;
  readonly components: number;
  /** `ward` or `k-means <number>`. */
  readonly start: string;
  /** [n] */
  readonly labels: Int32Array;
  /** Of the cells that the mixture was fitted on. */
  readonly logLikelihood: number;
  readonly bic: number;
  /** [n, clusters], made when asked for. */
  posterior(): Matrix;
}

/** Rows whose posteriors are held at once where the mixture was fitted on a sample. */
const blockRows = 1 << 14;

/** Whether mixtures of n cells are fitted on a sample. */
const isSampled = (n: number, { fitAbove }: Pick<CandidateOptions, "fitAbove">) => n > fitAbove;

/** How often `beforeStep` is awaited: once a fit and, where fits are made on a sample, once for all cells of a view. */
export function candidateSteps(embeddings: readonly Matrix[], options: Omit<CandidateOptions, "beforeStep">): number {
  const views = embeddings.length * (options.graph ? 2 : 1);
  const fits = options.components.length * (1 + options.restarts);
  return views * (fits + (isSampled(embeddings[0].rows, options) ? 1 : 0));
}

/**
 * Partitions of the cells into domains: for each embedding, view and number of principal components, the mixtures of
 * `wardAndLikeliest`. At least one, however early the end is asked for.
 *
 * Memory beyond the result: above `fitAbove` cells two [n, largest number of components] of float64; up to it a few
 * times the view.
 */
export async function findCandidates(
  embeddings: readonly Matrix[],
  clusters: number,
  options: CandidateOptions,
  rng: Random,
): Promise<Candidate[]> {
  const { graph, components: counts } = options;
  const candidates: Candidate[] = [];
  let stopped = false;
  const beforeStep = async () => {
    stopped = !(await options.beforeStep()) || stopped;
    return !stopped;
  };
  for (let embedding = 0; embedding < embeddings.length; embedding++) {
    const matrix = embeddings[embedding];
    for (const view of graph ? (["cell", "neighborhood"] as const) : (["cell"] as const)) {
      const stream = rng.split(embedding).split(view);
      const beside = view === "neighborhood" ? graph : undefined;
      const cells = isSampled(matrix.rows, options) ? sample(matrix.rows, options.fitAbove, stream) : undefined;
      const points = viewRows(matrix, beside, cells);
      const basis = principalComponents(points, Math.min(Math.max(...counts), points.rows, points.columns));
      const { scores } = basis;
      const found: Found[] = [];
      for (const components of usableCounts(counts, scores.columns)) {
        const leading = leadingColumns(scores, components);
        const fits = await wardAndLikeliest(leading, clusters, { ...options, beforeStep }, stream.split(components));
        found.push(...fits.map(({ mixture, start }) => ({ mixture, origin: { embedding, view, components, start } })));
        if (stopped) break;
      }
      if (cells) {
        await beforeStep();
        const whole = () => viewScores(matrix, beside, basis);
        candidates.push(...extend(found, whole, cells));
      } else {
        candidates.push(
          ...found.map(({ mixture, origin }) => {
            const { labels, logLikelihood, bic, posterior } = mixture;
            return { ...origin, labels, logLikelihood, bic, posterior: () => posterior };
          }),
        );
      }
      if (stopped) return candidates;
    }
  }
  return candidates;
}

interface Found {
  readonly mixture: Mixture;
  readonly origin: Pick<Candidate, "embedding" | "view" | "components" | "start">;
}

/** Partitions of all cells by mixtures that were fitted on some. */
function extend(found: readonly Found[], scoresOfAll: () => Matrix, cells: Uint32Array): Candidate[] {
  const scores = scoresOfAll();
  // Ward's fit may be the likeliest one too.
  const known = new Map<Mixture, Int32Array>();
  return found.map(({ mixture, origin }) => {
    const labels = known.get(mixture) ?? labelsOf(mixture, scores, origin.components);
    // The sample keeps its labels, so that no cluster can come out empty.
    cells.forEach((cell, i) => {
      labels[cell] = mixture.labels[i];
    });
    known.set(mixture, labels);
    const { logLikelihood, bic } = mixture;
    const posterior = () => posteriorOf(mixture, scoresOfAll(), origin.components);
    return { ...origin, labels, logLikelihood, bic, posterior };
  });
}

function labelsOf(mixture: Mixture, scores: Matrix, components: number): Int32Array {
  const labels = new Int32Array(scores.rows);
  for (const { first, posterior } of posteriorBlocks(mixture, scores, components)) {
    labels.set(largestOfRows(posterior, mixture.means.rows), first);
  }
  return labels;
}

function posteriorOf(mixture: Mixture, scores: Matrix, components: number): Matrix {
  const columns = mixture.means.rows;
  const values = new Float32Array(scores.rows * columns);
  for (const { first, posterior } of posteriorBlocks(mixture, scores, components)) {
    values.set(posterior, first * columns);
  }
  return { rows: scores.rows, columns, values };
}

function* posteriorBlocks(mixture: Mixture, { rows: n, columns, values }: Matrix, components: number) {
  for (let first = 0; first < n; first += blockRows) {
    const rows = Math.min(blockRows, n - first);
    const block = { rows, columns, values: values.subarray(first * columns, (first + rows) * columns) };
    yield { first, posterior: mixture.posteriorOf(leadingColumns(block, components)) };
  }
}

function sample(n: number, size: number, rng: Random): Uint32Array {
  return rng.split("sample").permutation(n).slice(0, size).sort();
}

/** Distinct numbers of components, none above what the data have. */
function usableCounts(counts: readonly number[], available: number): number[] {
  return [...new Set(counts.map((count) => Math.min(count, Math.max(available, 1))))];
}

import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { CellScapeError, expectShape } from "../errors.ts";
import { principalComponents } from "../math/pca.ts";
import type { Random } from "../random.ts";
import { leadingColumns, reorderColumns } from "./columns.ts";
import { cellConfidence, domainStability } from "./confidence.ts";
import type { Covariance } from "./covarianceModels.ts";
import { medoid } from "./medoid.ts";
import { clusterSizes, rankBySize } from "./partition.ts";
import { pause } from "./pause.ts";
import { type ViewName, viewsOf } from "./views.ts";
import { majorityVote, votingNeighbors } from "./vote.ts";
import { type Fit, wardAndLikeliest } from "./wardAndLikeliest.ts";

export interface DomainOptions {
  /** Numbers of principal components to cluster on; by default 10, 12, 15, 18, 20, or 12, 15, 20 from 2,000 cells. */
  readonly components?: readonly number[];
  /** k-means starts beside the Ward start for each number of components; 2. Ward's fit and the likeliest are kept. */
  readonly restarts?: number;
  /** The spatial graph: with it each embedding is clustered in two views, see `viewsOf`. */
  readonly graph?: Graph;
  readonly covariance?: Covariance;
  /** Neighbours that vote; by default 25, and none in a section with fewer than 500 cells. */
  readonly voters?: number;
  /** Passes of the vote; by default 1, and 2 from 2,000 cells in a section, where domains are many neighbourhoods wide. */
  readonly voteRounds?: number;
  /** [n] section of each cell, codes >= 0: only cells of the same section vote together. */
  readonly sections?: Int32Array;
  /** Above this many cells, 3,000, the Ward tree is built on a sample of that many; EM sees all cells. */
  readonly sampleAbove?: number;
  /** Called before each fit. */
  readonly onStep?: (step: DomainStep) => void;
  readonly signal?: AbortSignal;
}

export interface DomainStep {
  readonly done: number;
  readonly total: number;
}

/** The settings of the paper: 30 components, one mixture from Ward's start, no consensus. */
export const paperDomains = { components: [30], restarts: 0, voteRounds: 1 } as const satisfies DomainOptions;

export interface Domains {
  /** [n] domain of each cell before the vote, 0 .. K - 1. Every domain has a cell. */
  readonly raw: Int32Array;
  /** [n] domain of each cell after the vote, 0 .. K - 1, numbered by size, largest first. Every domain has a cell. */
  readonly refined: Int32Array;
  /** [n, K] probability of each domain in the chosen mixture; `raw` is its largest. */
  readonly posterior: Matrix;
  /**
   * [n] how sure the refined domain is, 0 to 1: over the partitions of all seeds and components, the mean share of the
   * cell and its voting neighbours that lie in this domain.
   */
  readonly confidence: Float32Array;
  readonly domains: readonly DomainSummary[];
  /** The fits of each embedding, view and number of components, in that order. */
  readonly partitions: readonly PartitionSummary[];
  /** Mean normalised mutual information between the partitions of `partitions`. */
  readonly agreement: number;
}

export interface DomainSummary {
  /** Cells after and before the vote. */
  readonly size: number;
  readonly rawSize: number;
  /** Mean Jaccard index with the partner domain of the other partitions; NaN where there is one only. */
  readonly stability: number;
  /** Stability below 0.5: the other partitions dissolve the domain (Hennig 2007). */
  readonly weak: boolean;
}

export interface PartitionSummary {
  /** Index of the embedding, that is of the training seed. */
  readonly embedding: number;
  readonly view: ViewName;
  readonly components: number;
  /** `ward` or `k-means <number>`. */
  readonly start: string;
  readonly logLikelihood: number;
  readonly bic: number;
  /** Mean normalised mutual information with the other partitions. */
  readonly agreement: number;
  readonly chosen: boolean;
}

/**
 * Tissue domains from embeddings. For each embedding, view and number of principal components: Gaussian mixtures from a
 * Ward start and some k-means starts, of which Ward's and the likeliest are kept; over all of them: the partition with the
 * highest mean normalised mutual information to the others; then a majority vote among nearest cells. No labels are
 * read. The number of domains is honoured exactly.
 *
 * @param embeddings at least one [n, d], one for each training seed. Not modified.
 * @param positions [n, 2], for the vote.
 * @param clusters K, the number of domains, 1 .. n.
 * @throws bad-option when K does not fit, bad-shape when sizes differ, cancelled when the signal fires.
 * @see METHOD.md section 2 for the medoid.
 */
export async function findDomains(
  embeddings: readonly Matrix[],
  positions: Matrix,
  clusters: number,
  options: DomainOptions,
  rng: Random,
): Promise<Domains> {
  const n = positions.rows;
  expectInputs(embeddings, n, clusters);
  const { restarts = 2, graph, onStep, signal } = options;
  const counts = options.components ?? defaultComponents(n);
  const views = graph ? 2 : 1;
  const total = embeddings.length * views * counts.length * (1 + restarts);
  let done = 0;
  const beforeFit = async () => {
    onStep?.({ done: done++, total });
    await pause(signal);
  };

  const candidates: Candidate[] = [];
  for (let embedding = 0; embedding < embeddings.length; embedding++) {
    for (const { name: view, matrix } of viewsOf(embeddings[embedding], graph)) {
      const { scores } = principalComponents(matrix, Math.min(Math.max(...counts), n, matrix.columns));
      for (const components of usableCounts(counts, scores.columns)) {
        const points = leadingColumns(scores, components);
        const stream = rng.split(embedding).split(view).split(components);
        const fits = await wardAndLikeliest(points, clusters, { ...options, restarts, beforeFit }, stream);
        candidates.push(...fits.map((fit) => ({ ...fit, embedding, view, components })));
      }
    }
  }
  onStep?.({ done: total, total });
  return consensus(candidates, positions, clusters, options);
}

interface Candidate extends Fit {
  readonly embedding: number;
  readonly view: ViewName;
  readonly components: number;
}

function consensus(
  candidates: readonly Candidate[],
  positions: Matrix,
  clusters: number,
  options: DomainOptions,
): Domains {
  const partitions = candidates.map(({ mixture }) => mixture.labels);
  const { chosen, agreement } = medoid(partitions);
  const { mixture } = candidates[chosen];
  const { neighbors, vote } = voteAmongNeighbors(positions, clusters, options);
  const voted = vote(mixture.labels);

  const rank = rankBySize(voted, clusters);
  const refined = voted.map((label) => rank[label]);
  const raw = mixture.labels.map((label) => rank[label]);
  const others = partitions.filter((_, at) => at !== chosen).map(vote);
  const stability = domainStability(refined, others, clusters);
  const sizes = clusterSizes(refined, clusters);
  const rawSizes = clusterSizes(raw, clusters);
  return {
    raw,
    refined,
    posterior: reorderColumns(mixture.posterior, rank),
    confidence: cellConfidence(refined, partitions, { neighbors, clusters }),
    domains: Array.from(sizes, (size, k) => {
      return { size, rawSize: rawSizes[k], stability: stability[k], weak: stability[k] < 0.5 };
    }),
    partitions: candidates.map(({ embedding, view, components, start, mixture: { logLikelihood, bic } }, at) => {
      return {
        embedding,
        view,
        components,
        start,
        logLikelihood,
        bic,
        agreement: agreement[at],
        chosen: at === chosen,
      };
    }),
    agreement: agreement.reduce((sum, value) => sum + value, 0) / agreement.length,
  };
}

/** The vote as the options and the sizes of the sections want it. */
function voteAmongNeighbors(positions: Matrix, clusters: number, { voters, voteRounds, sections }: DomainOptions) {
  let largestSection = 0;
  const wanted = (size: number) => {
    largestSection = Math.max(largestSection, size);
    return voters ?? (size < 500 ? 0 : 25);
  };
  const neighbors = votingNeighbors(positions, wanted, sections);
  const rounds = voteRounds ?? (largestSection < 2000 ? 1 : 2);
  const vote = (labels: Int32Array): Int32Array => {
    let voted = labels;
    for (let round = 0; round < rounds; round++) voted = majorityVote(voted, neighbors, clusters);
    return voted;
  };
  return { neighbors, vote };
}

function expectInputs(embeddings: readonly Matrix[], n: number, clusters: number): void {
  if (embeddings.length === 0) {
    throw new CellScapeError("bad-option", "findDomains: expected at least one embedding, got none");
  }
  embeddings.forEach(({ rows, columns }, e) => {
    expectShape(`findDomains: embedding ${e}`, [rows, columns], { cells: n, dims: columns });
  });
  if (!Number.isInteger(clusters) || clusters < 1 || clusters > n) {
    throw new CellScapeError("bad-option", `domains: expected 1 to ${n} domains for ${n} cells, got ${clusters}`);
  }
}

/** METHOD.md: five numbers of components, three where each fit takes longer. */
function defaultComponents(n: number): readonly number[] {
  return n < 2000 ? [10, 12, 15, 18, 20] : [12, 15, 20];
}

/** Distinct numbers of components, none above what the data have. */
function usableCounts(counts: readonly number[], available: number): number[] {
  return [...new Set(counts.map((count) => Math.min(count, Math.max(available, 1))))];
}

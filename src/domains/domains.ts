import type { Covariance } from "../cluster/covarianceModels.ts";
import { CellScapeError, expectShape } from "../core/errors.ts";
import { type KeepPart, keepNothing } from "../core/keepPart.ts";
import { pause } from "../core/paced.ts";
import type { Random } from "../core/random.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { findCandidates } from "./candidates.ts";
import { consensus, type OnShare } from "./consensus.ts";
import type { Domains } from "./result.ts";
import { domainWork } from "./workEstimate.ts";

export interface DomainOptions {
  /** Numbers of principal components to cluster on; by default 10, 12, 15, 18, 20, or 12, 15, 20 from 2,000 cells. */
  readonly components?: readonly number[];
  /** k-means starts beside the Ward start for each number of components; 2. Ward's fit and the likeliest are kept. */
  readonly restarts?: number;
  /** The spatial graph: with it each embedding is clustered in two views, see `ViewName`. */
  readonly graph?: Graph;
  readonly covariance?: Covariance;
  /** Neighbours that vote; by default 25, and none in a section with fewer than 500 cells. */
  readonly voters?: number;
  /** Passes of the vote; by default 1, and 2 from 2,000 cells in a section, where domains are many neighbourhoods wide. */
  readonly voteRounds?: number;
  /** [n] section of each cell, codes >= 0: only cells of the same section vote together. */
  readonly sections?: Int32Array;
  /** Above this many cells, 3,000, the Ward tree is built on a sample of that many. */
  readonly sampleAbove?: number;
  /** Above this many cells, 20,000, mixtures are fitted on a sample of that many; the others join the likeliest domain. */
  readonly fitAbove?: number;
  /** Called before each piece of work: a fit, some cells of a view, the votes on a partition. */
  readonly onStep?: (step: DomainStep) => void;
  /** Keeps views and votes, for a search that is cut off. */
  readonly keep?: KeepPart;
  /** When it fires, the domains are those of the partitions made so far. */
  readonly signal?: AbortSignal;
}

/** Work in units that take about the same time each. `total` is an estimate that becomes better. */
export interface DomainStep {
  readonly done: number;
  readonly total: number;
  /** Of `done`, what was kept by an earlier process. */
  readonly before: number;
}

/** The settings of the paper: 30 components, one mixture from Ward's start, no consensus. */
export const paperDomains = { components: [30], restarts: 0, voteRounds: 1 } as const satisfies DomainOptions;

/**
 * Tissue domains from embeddings. For each embedding, view and number of principal components: Gaussian mixtures from a
 * Ward start and some k-means starts, of which Ward's and the likeliest are kept; over all of them: the partition with the
 * highest mean normalised mutual information to the others; then a majority vote among nearest cells. Of several
 * embeddings all partitions have a vote on each cell, more where their domains are in few pieces. No labels are read.
 * The number of domains is honoured exactly.
 *
 * @param embeddings at least one [n, d], one for each training seed. Not modified.
 * @param positions [n, 2], for the vote.
 * @param clusters K, the number of domains, 1 .. n.
 * @throws bad-option when K does not fit, bad-shape when sizes differ.
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
  const { onStep, signal, keep = keepNothing } = options;
  const {
    components = defaultComponents(n),
    restarts = 2,
    fitAbove = 20_000,
    graph,
    covariance,
    sampleAbove,
  } = options;
  const wanted = { components, restarts, fitAbove, graph, covariance, sampleAbove, keep };
  const work = domainWork({
    ...{ cells: n, clusters, fitted: Math.min(n, fitAbove) },
    ...{ embeddings: embeddings.length, viewsEach: graph ? 2 : 1, fits: components.length * (1 + restarts) },
  });
  let before: number | undefined;
  const tell = async (done: number) => {
    before ??= done;
    onStep?.({ done, total: work.total(), before });
    await pause();
  };
  let stoppedEarly = false;
  const beforeStep = async (view: number, step: number) => {
    await tell(work.atStep(view, step));
    stoppedEarly ||= signal?.aborted === true;
    return !stoppedEarly;
  };
  const candidates = await findCandidates(embeddings, clusters, { ...wanted, beforeStep, onFit: work.fitted }, rng);
  const onShare: OnShare = (part, share) => tell(work.atPart(part, share));
  const found = await consensus(candidates, positions, clusters, { ...options, keep, onShare });
  await tell(work.total());
  return { ...found, stoppedEarly };
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

import { leadingColumns } from "../cluster/columns.ts";
import { mclust } from "../cluster/mclust.ts";
import { withoutEmpty } from "../cluster/withoutEmpty.ts";
import { CellScapeError } from "../core/errors.ts";
import type { Random } from "../core/random.ts";
import type { Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import { principalComponents } from "../math/linearAlgebra/pca.ts";
import { type Candidate, mixtureCandidates } from "./candidates.ts";
import type { Clustering, DomainInputs } from "./clustering.ts";
import { type CountedCandidate, countedConsensus } from "./countedConsensus.ts";
import { always, type DomainPolicy } from "./policy.ts";
import { estimateWork } from "./workEstimate.ts";

export interface MclustClusteringOptions {
  /** mclust's name of the covariance: one full covariance for all domains. */
  readonly model?: "EEE";
  /** Leading principal components of the embedding to cluster on, 30 by default; `all`: the embedding as it is. */
  readonly components?: number | "all";
  /** Cells: above it the tree is built on a seeded sample of that many; 2,000 as in R. */
  readonly sample?: number;
}

const usual: Required<MclustClusteringOptions> = { model: "EEE", components: 30, sample: 2000 };

/** Share of the work that the fits take; refinement and confidence take the rest. */
const fitting = 0.9;

/**
 * Domains by the mixture of R's mclust, one per embedding. A component that wins no cell is no domain, so there may be
 * fewer than wanted. Where the covariance is singular, for which R has no fit, the tied mixture from a Ward start takes its
 * place, with a warning.
 */
export const mclustClustering: Clustering = {
  name: "mclust",
  exactCount: false,
  summary: "Gaussian mixture as R's mclust fits it (EEE), started from a model-based tree",
  check(options, { candidates: { covariance } }) {
    const { model, components, sample }: Required<MclustClusteringOptions> = { ...usual, ...options };
    const refuse = (option: string, expected: string, got: unknown) => {
      throw new CellScapeError("bad-option", `mclust: ${option}: expected ${expected}, got ${got}`);
    };
    if (model !== "EEE") refuse("model", "EEE", model);
    if (covariance !== "tied") refuse("--covariance", "tied, the covariance of its model EEE", covariance);
    if (components !== "all" && !(Number.isInteger(components) && components > 0)) {
      refuse("components", "a whole number above 0 or all", components);
    }
    if (!(Number.isInteger(sample) && sample > 1)) refuse("sample", "a whole number above 1", sample);
  },
  async find(inputs, policy, options, rng, task) {
    const found: CountedCandidate[] = [];
    const { embeddings } = inputs;
    for (const [embedding, matrix] of embeddings.entries()) {
      const share = fitting / embeddings.length;
      const own = task.part(share * embedding, share * (embedding + 1));
      found.push(await candidateOf({ ...inputs, embeddings: [matrix] }, embedding, { policy, options }, rng, own));
      if (task.signal?.aborted) break;
    }
    // Read before the consensus, which is made whole whenever the signal fires.
    const stoppedEarly = task.signal?.aborted === true;
    return { ...(await countedConsensus(found, inputs, policy, task.part(fitting, 1))), stoppedEarly };
  },
  sentence({ partitions }, _, cite) {
    const [{ components, start }] = partitions;
    const fallback =
      start === tree
        ? "started from a model-based tree"
        : "started from a Ward tree and regularised, as the covariance was singular";
    return `Domains were found by a Gaussian mixture model with one full covariance (EEE), as mclust fits it ${cite("mclust")}, on ${components} dimensions of the embedding, ${fallback}.`;
  },
};

const tree = "model-based tree";

async function candidateOf(
  inputs: DomainInputs,
  embedding: number,
  { policy, options }: { readonly policy: DomainPolicy; readonly options: MclustClusteringOptions },
  rng: Random,
  task: Task,
): Promise<CountedCandidate> {
  const { components, sample } = { ...usual, ...options };
  const { count } = inputs;
  const stream = rng.split(embedding);
  const points = await pointsOf(inputs.embeddings[0], components);
  const fit = await task.memo(`mclust-${embedding}`, async () => {
    const cells = drawn(points.rows, Math.max(sample, count), stream);
    const mixture = await mclust(points, count, { cells }, task);
    return { mixture: mixture && withoutEmpty(mixture) };
  });
  if (fit.mixture) {
    const { labels, posterior, logLikelihood, bic } = fit.mixture;
    if (posterior.columns < count) {
      task.warn(`mclust: ${count - posterior.columns} of ${count} components have no cell and are no domains`);
    }
    const made = { family: "embedding", embedding, features: "embedding" } as const;
    const origin = { ...made, components: points.columns, start: tree };
    const candidate: Candidate = { ...origin, labels, logLikelihood, bic, posterior: () => posterior };
    return { candidate, count: posterior.columns };
  }
  task.warn(
    `mclust: the covariance of ${points.columns} dimensions is singular, so that R's mclust has no fit; a regularised mixture with a Ward start was used instead`,
  );
  const candidates = { ...policy.candidates, featureSets: ["embedding"], restarts: 0 } as const;
  const work = estimateWork({
    ...{ cells: points.rows, count, embeddings: 1, setsEach: 1, fits: 1 },
    ...{ fitted: Math.min(points.rows, candidates.fitAbove), wardSample: candidates.wardSampleAbove },
  });
  const [ward] = await mixtureCandidates(
    inputs,
    { ...candidates, components: always([points.columns]) },
    stream,
    task.scope(`mclust-${embedding}`),
    work,
  );
  return { candidate: { ...ward, embedding }, count };
}

/** The coordinates that are clustered. */
async function pointsOf(embedding: Matrix, components: number | "all"): Promise<Matrix> {
  if (components === "all") return embedding;
  const kept = Math.min(components, embedding.columns, embedding.rows);
  const { scores } = await principalComponents(embedding, kept);
  return leadingColumns(scores, kept);
}

function drawn(n: number, size: number, rng: Random): Uint32Array | undefined {
  return n <= size ? undefined : rng.split("sample").permutation(n).slice(0, size).sort();
}

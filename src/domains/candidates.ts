import type { Random } from "../core/random.ts";
import type { Task } from "../core/task.ts";
import type { Matrix } from "../data/matrix.ts";
import type { DomainInputs } from "./clustering.ts";
import type { FamilyName } from "./family.ts";
import { type FeatureSetName, featureSets } from "./featureSets.ts";
import { type FeatureSet, fitFeatureSet, posteriorOfAll } from "./fitFeatureSet.ts";
import { byCells, type CandidatePolicy } from "./policy.ts";
import type { WorkEstimate } from "./workEstimate.ts";

/** One partition of all cells, and where it came from. */
export interface Candidate {
  /** What it was made of. */
  readonly family: FamilyName;
  /** Index of the embedding, that is of the training seed; 0 for families that are made of the expression. */
  readonly embedding: number;
  /** Rounds of averaging over neighbours before it was made, for families that are made of the expression. */
  readonly rounds?: number | undefined;
  readonly features: FeatureSetName;
  readonly components: number;
  /** Where it started: `ward`, `k-means <number>`, `model-based tree`, or the name of a clustering that has no start. */
  readonly start: string;
  /** [n] */
  readonly labels: Int32Array;
  /** Of the cells that the mixture was fitted on. */
  readonly logLikelihood: number;
  readonly bic: number;
  /** [n, count], made when requested. */
  posterior(): Matrix;
}

/**
 * Partitions of the cells: at least one, however early the task's signal fires.
 *
 * @param work to be informed of each fit.
 */
export type CandidateRule = (
  inputs: DomainInputs,
  policy: CandidatePolicy,
  rng: Random,
  task: Task,
  work: WorkEstimate,
) => Promise<Candidate[]>;

/**
 * For each embedding, feature set and number of principal components, the mixtures of `wardAndLikeliest`.
 *
 * Memory beyond the result: above `fitAbove` cells two [n, largest number of components] of float64; up to it a few
 * times the feature set.
 */
export const mixtureCandidates: CandidateRule = async (inputs, policy, rng, task, work) => {
  const { embeddings, count } = inputs;
  const components = byCells(policy.components, inputs.positions.rows);
  const candidates: Candidate[] = [];
  let fitted = 0;
  for (const [embedding, matrix] of embeddings.entries()) {
    for (const name of usableSets(inputs, policy)) {
      const { withMean, stream } = featureSets[name];
      const set: FeatureSet = { matrix, graph: withMean ? inputs.graph : undefined };
      const at = fitted++;
      const key = `${embedding}-${name}`;
      const own = task.scope(key).placed((step) => work.atStep(at, step));
      const { fits, basis } = await task.memo(key, () =>
        fitFeatureSet(set, count, { ...policy, components }, rng.split(embedding).split(stream), own, work),
      );
      for (const fit of fits) {
        const { components: used, start, labels, logLikelihood, bic } = fit;
        const posterior = () => posteriorOfAll(set, basis, fit);
        candidates.push({
          ...{ family: "embedding", embedding },
          features: name,
          components: used,
          start,
          labels,
          logLikelihood,
          bic,
          posterior,
        });
      }
      if (task.signal?.aborted) return candidates;
    }
  }
  return candidates;
};

/** Feature sets with means over neighbours need the graph. */
export function usableSets(
  { graph }: Pick<DomainInputs, "graph">,
  policy: Pick<CandidatePolicy, "featureSets">,
): readonly FeatureSetName[] {
  return policy.featureSets.filter((name) => graph || !featureSets[name].withMean);
}

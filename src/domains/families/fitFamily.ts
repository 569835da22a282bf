import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Candidate } from "../candidates.ts";
import type { FamilyName } from "../family.ts";
import { fitFeatureSet, posteriorOfAll } from "../fitFeatureSet.ts";
import type { CandidatePolicy } from "../policy.ts";
import type { WorkEstimate } from "../workEstimate.ts";

/** A matrix of a family, and what its candidates are fitted with. */
export interface FamilySet {
  readonly family: FamilyName;
  /** Distinct among the sets of all families: letters, digits and `-`. */
  readonly key: string;
  /** Rounds of averaging over neighbours. */
  readonly rounds: number;
  /** [n, d] */
  readonly matrix: Matrix;
  /** Numbers of principal components to fit on. */
  readonly components: readonly number[];
}

/** Sets of a family, one after another, so that one is held at a time. */
export type FamilySets = AsyncIterable<FamilySet>;

/** The mixtures of `wardAndLikeliest` for each number of components of a set. */
export async function fitFamily(
  { family, key, rounds, matrix, components }: FamilySet,
  count: number,
  policy: CandidatePolicy,
  { rng, task, work }: { readonly rng: Random; readonly task: Task; readonly work: WorkEstimate },
): Promise<Candidate[]> {
  const { restarts } = policy.families;
  const set = { matrix, graph: undefined };
  const { fits, basis } = await task.memo(key, () =>
    fitFeatureSet(set, count, { ...policy, restarts, components }, rng.split(key), task.scope(key), work),
  );
  return fits.map((fit) => ({
    ...{ family, rounds, embedding: 0, features: "embedding", components: fit.components, start: fit.start },
    ...{ labels: fit.labels, logLikelihood: fit.logLikelihood, bic: fit.bic },
    posterior: () => posteriorOfAll(set, basis, fit),
  }));
}

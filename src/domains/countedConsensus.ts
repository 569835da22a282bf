import type { Task } from "../core/task.ts";
import type { Candidate } from "./candidates.ts";
import type { DomainInputs } from "./clustering.ts";
import { consensusOf } from "./consensusClustering.ts";
import type { DomainPolicy } from "./policy.ts";
import type { Domains } from "./result.ts";
import { estimateWork } from "./workEstimate.ts";

/** A partition, and how many clusters it has. */
export interface CountedCandidate {
  readonly candidate: Candidate;
  readonly count: number;
}

/**
 * The consensus of partitions whose number of clusters may differ from the one wanted: of those that come closest to it;
 * the others are left out.
 *
 * @param task whose shares are those of the consensus alone.
 */
export async function countedConsensus(
  found: readonly CountedCandidate[],
  inputs: DomainInputs,
  policy: DomainPolicy,
  task: Task,
): Promise<Omit<Domains, "stoppedEarly">> {
  const miss = (other: number) => Math.abs(other - inputs.count);
  const count = found.map((each) => each.count).reduce((best, other) => (miss(other) < miss(best) ? other : best));
  const candidates = found.filter((each) => each.count === count).map(({ candidate }) => candidate);
  const work = estimateWork({
    ...{ cells: inputs.positions.rows, count, embeddings: candidates.length },
    ...{ setsEach: 0, fits: 0, fitted: 0, wardSample: 0 },
  });
  return consensusOf(candidates, { ...inputs, count }, policy, task, work);
}

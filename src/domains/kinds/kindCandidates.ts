import { clusterSizes } from "../../cluster/partition.ts";
import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import { type Candidate, mixtureCandidates, usableSets } from "../candidates.ts";
import type { DomainInputs } from "../clustering.ts";
import { familySetCount, untrainedCandidates, untrainedFamilies } from "../families/familyCandidates.ts";
import { byCells, type DomainPolicy } from "../policy.ts";
import { planRefinement, type RefinementPlan, refineBy } from "../refinement/refine.ts";
import type { PartitionSummary } from "../result.ts";
import { estimateWork } from "../workEstimate.ts";
import type { KindCandidate } from "./kinds.ts";

/** What kinds are made of, and by which plan it was refined. */
export interface KindCandidates {
  readonly candidates: readonly KindCandidate[];
  readonly plan: RefinementPlan;
}

/**
 * The partitions that domains were chosen from, with those of the families that were not among them.
 *
 * @param found partitions of a search; those without labels, or of another number of domains, are made again.
 */
export async function kindCandidates(
  inputs: DomainInputs,
  found: readonly PartitionSummary[],
  policy: DomainPolicy,
  rng: Random,
  task: Task,
): Promise<KindCandidates> {
  const { positions, sections, count } = inputs;
  const { rows: n } = positions;
  const families = { ...policy.candidates.families, ...policy.kinds.families };
  const candidates = { ...policy.candidates, rule: "families" as const, families };
  const known = found.filter(({ refined }) => refined.length === n && isComplete(refined, count));
  const missing = untrainedFamilies.filter((family) => known.every((each) => each.family !== family));
  const plan = await planRefinement(positions, sections, policy.refinement, task.part(0, 0.1));
  const made: Candidate[] = [];
  const fitting = task.part(0.1, 0.9);
  const work = estimateWork({
    ...{ cells: n, count, embeddings: known.length > 0 ? 0 : inputs.embeddings.length },
    ...{ setsEach: usableSets(inputs, candidates).length, others: familySetCount(inputs, candidates, missing) },
    fits: byCells(candidates.components, n).length * (1 + candidates.restarts),
    ...{ fitted: Math.min(n, candidates.fitAbove), wardSample: candidates.wardSampleAbove },
  });
  if (known.length === 0) made.push(...(await mixtureCandidates(inputs, candidates, rng, fitting, work)));
  made.push(...(await untrainedCandidates(inputs, candidates, missing, rng, { task: fitting, work })));
  const refined = new Map<Int32Array, Int32Array>();
  for (const [at, { labels }] of made.entries()) {
    await task.update(0.9 + (0.1 * at) / made.length);
    if (!refined.has(labels)) refined.set(labels, refineBy(plan, labels, count));
  }
  return {
    plan,
    candidates: [
      ...known,
      ...made.map(({ family, embedding, rounds, labels }) => ({
        ...{ family, embedding, rounds, raw: labels, refined: refined.get(labels) ?? labels },
      })),
    ],
  };
}

/** Whether each of the domains has a cell, and there are no others. */
function isComplete(labels: Int32Array, count: number): boolean {
  return labels.every((label) => label < count) && clusterSizes(labels, count).every((size) => size > 0);
}

import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import { neighborsInSections } from "../../spatial/neighborsInSections.ts";
import { type Candidate, type CandidateRule, mixtureCandidates } from "../candidates.ts";
import type { DomainInputs } from "../clustering.ts";
import type { FamilyName } from "../family.ts";
import type { CandidatePolicy } from "../policy.ts";
import type { WorkEstimate } from "../workEstimate.ts";
import { factorSets } from "./factors.ts";
import { fitFamily } from "./fitFamily.ts";
import { smoothedSets } from "./smoothed.ts";

/** Candidates of the embeddings, and those that are made of the expression in the families that the policy pools. */
export const familyCandidates: CandidateRule = async (inputs, policy, rng, task, work) => {
  const own = await mixtureCandidates(inputs, policy, rng, task, work);
  if (task.signal?.aborted) return own;
  return [...own, ...(await untrainedCandidates(inputs, policy, policy.families.pooled, rng, { task, work }))];
};

/** Families of which all candidates are made of the expression. */
export const untrainedFamilies: readonly FamilyName[] = ["smoothed components", "autocorrelation factors"];

/**
 * Candidates that are made of the expression and its neighbourhood, without an embedding; none in small sections, or where
 * the components of the expression or the graph are not given.
 *
 * Memory beyond the result: three times the components.
 */
export async function untrainedCandidates(
  inputs: DomainInputs,
  policy: CandidatePolicy,
  wanted: readonly FamilyName[],
  rng: Random,
  { task, work }: { readonly task: Task; readonly work: WorkEstimate },
): Promise<Candidate[]> {
  const { components, graph, positions, sections, count } = inputs;
  const { families } = policy;
  if (!components || !graph || !hasFamilies(inputs, policy)) return [];
  const most = Math.max(...families.smoothed.neighbors, ...families.factors.ranks.map(([, to]) => to));
  const nearest = await neighborsInSections(positions, () => most, sections);
  const stream = rng.split("families");
  const candidates: Candidate[] = [];
  let at = usualSets(inputs, policy);
  const sets = [
    ...(wanted.includes("smoothed components") ? [smoothedSets(components, graph, nearest, families)] : []),
    ...(wanted.includes("autocorrelation factors")
      ? [factorSets(components, graph, nearest, families, { count, rng: stream })]
      : []),
  ];
  for (const family of sets) {
    for await (const set of family) {
      const place = at++;
      const own = task.placed((step) => work.atStep(place, step));
      candidates.push(...(await fitFamily(set, count, policy, { rng: stream, task: own, work })));
      if (task.signal?.aborted) return candidates;
    }
  }
  return candidates;
}

/** Whether a tissue has candidates of the expression. */
function hasFamilies({ positions, sections }: DomainInputs, { families: { leastSection } }: CandidatePolicy): boolean {
  if (!sections) return positions.rows >= leastSection;
  const sizes = new Map<number, number>();
  for (const section of sections) sizes.set(section, (sizes.get(section) ?? 0) + 1);
  return Math.max(...sizes.values()) >= leastSection;
}

/** Feature sets of the embeddings, which come first. */
function usualSets({ embeddings }: DomainInputs, { featureSets }: CandidatePolicy): number {
  return embeddings.length * featureSets.length;
}

/** How many sets the families have, about. */
export function familySetCount(
  inputs: DomainInputs,
  policy: CandidatePolicy,
  wanted: readonly FamilyName[] = policy.families.pooled,
): number {
  const { smoothed, factors } = policy.families;
  if (policy.rule !== "families" || !inputs.components || !hasFamilies(inputs, policy)) return 0;
  const graphs = 1 + smoothed.neighbors.length;
  const ofSmoothed = wanted.includes("smoothed components") ? graphs * smoothed.rounds.length : 0;
  const ofFactors = wanted.includes("autocorrelation factors") ? 2 * factors.ranks.length * factors.rounds.length : 0;
  return ofSmoothed + ofFactors;
}

import { type CandidateRule, mixtureCandidates } from "./candidates.ts";
import { type ConsensusRule, medoidConsensus, weightedPlurality } from "./consensus/consensusRules.ts";
import { equalFamilies } from "./families/equalFamilies.ts";
import { familyCandidates } from "./families/familyCandidates.ts";
import type { CandidateRuleName, ConsensusRuleName } from "./policy.ts";

/** Partitions of the cells. */
export const candidateRules: Readonly<Record<CandidateRuleName, CandidateRule>> = {
  mixtures: mixtureCandidates,
  families: familyCandidates,
};

/** One partition from several. */
export const consensusRules: Readonly<Record<ConsensusRuleName, ConsensusRule>> = {
  medoid: medoidConsensus,
  weightedPlurality,
  equalFamilies,
};

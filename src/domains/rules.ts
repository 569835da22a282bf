import { type CandidateRule, mixtureCandidates } from "./candidates.ts";
import { type ConsensusRule, medoidConsensus, weightedPlurality } from "./consensusRules.ts";
import type { CandidateRuleName, ConsensusRuleName } from "./policy.ts";

/** Partitions of each embedding. */
export const candidateRules: Readonly<Record<CandidateRuleName, CandidateRule>> = {
  mixtures: mixtureCandidates,
};

/** One partition from several. */
export const consensusRules: Readonly<Record<ConsensusRuleName, ConsensusRule>> = {
  medoid: medoidConsensus,
  weightedPlurality,
};

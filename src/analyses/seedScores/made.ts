import type { Agreement } from "../../math/statistics/agreement.ts";

/** How well the domains of each seed alone agree with known labels. */
export interface SeedScores {
  /** Column of obs with the labels. */
  readonly truth: string;
  /** AnalysedArtifacts cells with a label. */
  readonly scored: number;
  /** One a seed: the most central of its partitions, before and after the vote. */
  readonly seeds: readonly { readonly seed: number; readonly raw: Agreement; readonly refined: Agreement }[];
  /** The domains of the run, of all seeds together, after the vote. */
  readonly together: Agreement;
  /** p-value of each score after the vote against that before it, paired by seed (Wilcoxon's signed-rank test). */
  readonly voteTests: Agreement;
}

export interface SeedScoresMade {
  readonly seedScores: SeedScores;
}

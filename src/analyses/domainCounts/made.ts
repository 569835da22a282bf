/** The domains of another number than the selected one. */
export interface OtherCount {
  readonly count: number;
  /** Of the criterion, as in the curve of the selection. */
  readonly score: number;
  /** [n] domain of each analysed cell, 0 .. count - 1. */
  readonly refined: Int32Array;
  /** Normalised mutual information with the domains of the selected number. */
  readonly agreement: number;
}

export interface DomainCountsMade {
  /** By number, the selected one left out. */
  readonly otherCounts: readonly OtherCount[];
}

import type { Kind } from "../../domains/kinds/kinds.ts";

/** A kind of partition as results hold it. */
export interface ShownKind extends Omit<Kind, "members" | "centre"> {
  /**
   * [n] confidence of the domain of each cell, 0 to 1, as for the domains of a run: over all candidates, the mean share of the
   * cell and its neighbours in this domain. Undefined for the result, which has its own.
   */
  readonly confidence: Float32Array | undefined;
}

export interface Alternatives {
  /** The result first, the others by support. */
  readonly kinds: readonly ShownKind[];
  /** Partitions that the kinds were made of. */
  readonly candidates: number;
}

export interface AlternativesMade {
  readonly alternatives: Alternatives;
}

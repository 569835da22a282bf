import type { CountLevel } from "../../domains/counts/countTree.ts";

/** The domains of a number, as a level of the tree over all numbers. */
export interface ShownLevel extends CountLevel {
  /** Of the criterion, as in the curve of the selection; undefined where no number was selected. */
  readonly score: number | undefined;
  /** Normalised mutual information with the domains of the result. */
  readonly agreement: number;
}

export interface CountTree {
  /** By number, from 2 on; that of the result among them. */
  readonly levels: readonly ShownLevel[];
  /** Numbers that are shown beside that of the result. */
  readonly rivals: readonly number[];
}

export interface DomainCountsMade {
  readonly countTree: CountTree;
}

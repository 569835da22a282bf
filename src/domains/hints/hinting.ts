import type { Hints } from "./hintedDomains.ts";

/** What hints made of domains, and cells to label next, for results. */
export interface Hinting {
  /** Undefined where no cell was labelled. */
  readonly hints: (Hints & Explained) | undefined;
  /** Cells to label next, the most disputed first. */
  readonly next: readonly NamedSuggestion[];
}

export interface Explained {
  /** How many of the hints the domains without hints explain, named by them. */
  readonly explained: number;
  /** Whether those were kept. */
  readonly kept: boolean;
}

export interface NamedSuggestion {
  /** Index among the analysed cells. */
  readonly cell: number;
  /** Names of the domains that dispute it, the likelier first; one where there is no other. */
  readonly between: readonly string[];
  /** 1 less the margin between their probabilities. */
  readonly dispute: number;
}

import type { Config } from "../run/options/config.ts";
import type { RunArtifacts } from "./reported.ts";

/** Parts of the report in their order, between those of the domains and of training. */
export const chapters = ["quality", "samples", "markers", "cell types", "embeddings", "space", "genes"] as const;
/** Heading under which pages of the report are listed. */
export type Chapter = (typeof chapters)[number];

/** A page of the report (a part with a heading), made from artifacts; without content it is left out. */
export interface Page {
  /** Part of the address, unique. */
  readonly id: string;
  readonly title: string;
  /** The title in a word or two, for the list of parts. */
  readonly short: string;
  /** The same where they depend on the data. */
  heading?(made: RunArtifacts): { readonly title: string; readonly short: string };
  make(made: RunArtifacts, config: Config): readonly Content[];
}

/** A page of an analysis. */
export interface AnalysisPage extends Page {
  readonly chapter: Chapter;
}

/** One piece of a page, in the order of the page. */
export type Content =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "figure"; readonly figure: PageFigure }
  /** One of several figures at a time. */
  | { readonly kind: "choice"; readonly label: string; readonly figures: readonly PageFigure[] }
  | { readonly kind: "table"; readonly table: PageTable }
  /** The map on which cells can be pointed at. */
  | { readonly kind: "map" };

/** A figure with its caption. */
export interface PageFigure {
  /** File name without ending, unique in the report. */
  readonly name: string;
  /** What distinguishes it where one of several is chosen. */
  readonly title: string;
  readonly svg: string;
  /** What is to be seen, in words. */
  readonly caption: string;
  /** Saved as SVG alone, unless every figure is wanted as PNG. */
  readonly minor?: boolean;
}

/** A table that readers can sort, and that is saved as CSV. */
export interface PageTable {
  /** File name without ending, unique in the report. */
  readonly name: string;
  readonly title: string;
  readonly caption?: string;
  readonly columns: readonly PageColumn[];
  readonly rows: readonly (readonly (string | number | undefined)[])[];
}

/** A column of a table. */
export interface PageColumn {
  readonly name: string;
  /** How its fields are written; p-values are small, shares are percentages, scores have three decimals. */
  readonly kind: "text" | "number" | "count" | "p" | "share" | "score";
  /** What it means. */
  readonly hint?: string;
}

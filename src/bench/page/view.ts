import type { Matrix } from "../../data/matrix.ts";
import { palette } from "../../figure/color/palette.ts";
import type { PageFigure } from "../../results/page.ts";
import type { BenchRecord, RefinementKind } from "../record.ts";

/** Where the cells of a data set lie, and how they are labelled. */
export interface TissueView {
  readonly name: string;
  /** [n, 2] */
  readonly positions: Matrix;
  /** [n] index into `truthNames`, -1 where unknown; undefined where no labels are known. */
  readonly truth: Int32Array | undefined;
  readonly truthNames: readonly string[];
  readonly unitUm: number | undefined;
  /**
   * [n] labels of a run, -1 where it has none.
   *
   * @returns undefined where the run failed.
   */
  labelsOf(key: string, refinement: RefinementKind): Int32Array | undefined;
  /** [n, 2] UMAP of the embedding of a run, NaN for cells that were excluded; undefined where there is none. */
  umapOf(key: string): Float64Array | undefined;
}

/** All that the page shows. */
export interface BenchView {
  readonly record: BenchRecord;
  readonly data: readonly TissueView[];
}

/** The colour of each method in every figure. */
export function methodColors({ methods }: Pick<BenchRecord, "methods">): ReadonlyMap<string, string> {
  const colors = palette(methods.length);
  return new Map(methods.map(({ name }, i) => [name, colors[i]]));
}

/** Names of figures are file names. */
export function figureName(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(/[^\p{L}\p{N}._=-]+/gu, "-")).join("-");
}

/** What was smoothed before something was measured, in a sentence. */
export function refinementText(refinement: RefinementKind, vote: number): string {
  if (refinement === "raw")
    return "Scores are those of domains before any refinement: nothing was smoothed over the tissue.";
  if (refinement === "own")
    return "Scores are those of domains after each method's own refinement, or the majority vote of a run where it has none.";
  return `Scores are those of domains after one majority vote of each cell and its ${vote} nearest cells, the same for every method.`;
}

export const refinementTitles: Readonly<Record<RefinementKind, string>> = {
  own: "after each method's own refinement",
  raw: "before refinement",
  vote: "after the same majority vote",
};

/** Kinds in the order in which the page offers them. */
export const shownRefinements = ["own", "raw", "vote"] as const satisfies readonly RefinementKind[];

export type Figures = readonly PageFigure[];

/** How cells are selected: steps one after the other, each in the layout in which it was drawn. */
export type SelectionSteps = readonly SelectionStep[];

export interface SelectionStep {
  /** What happens to the cells inside: `new` starts over. */
  readonly mode: SelectionMode;
  readonly shape: SelectionShape;
}

export type SelectionMode = "new" | "add" | "subtract" | "intersect";

export type SelectionShape =
  /** Corners x, y, x, y, ... in the units of a layout. */
  | { readonly kind: "polygon"; readonly layout: string; readonly corners: readonly number[] }
  /** Cells of one category of a column; of those without one where `category` is null. */
  | { readonly kind: "category"; readonly column: string; readonly category: string | null }
  /** Cells whose groups in two columns are not paired with each other. */
  | { readonly kind: "differing"; readonly columns: readonly [string, string] }
  /** Every cell. */
  | { readonly kind: "all" };

/** The steps with one more; earlier ones that no longer matter are dropped. */
export function withStep(steps: SelectionSteps, step: SelectionStep): SelectionSteps {
  return step.mode === "new" ? [step] : [...steps, step];
}

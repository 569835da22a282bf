import type { CategoryColumn } from "../../data/table.ts";

/** How the cells of a selection divide into the groups of a column. */
export interface Composition {
  readonly column: string;
  readonly categories: readonly string[];
  /** [categories] cells of the selection, and of all. */
  readonly selected: Uint32Array;
  readonly all: Uint32Array;
  /** Cells without a group. */
  readonly missing: { readonly selected: number; readonly all: number };
}

/** @param mask [n] 1 for selected cells. */
export function compositionOf(
  column: string,
  { codes, categories }: Pick<CategoryColumn, "codes" | "categories">,
  mask: Uint8Array,
): Composition {
  // The last place counts cells without a group.
  const selected = new Uint32Array(categories.length + 1);
  const all = new Uint32Array(categories.length + 1);
  const last = categories.length;
  for (let i = 0; i < codes.length; i++) {
    const at = codes[i] < 0 ? last : codes[i];
    all[at]++;
    selected[at] += mask[i];
  }
  const missing = { selected: selected[last], all: all[last] };
  return { column, categories, selected: selected.subarray(0, last), all: all.subarray(0, last), missing };
}

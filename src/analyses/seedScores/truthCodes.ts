import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";
import { obsColumn } from "../../run/labels.ts";

/** Labels that count as unknown, besides missing ones. */
const unknown: ReadonlySet<string> = new Set(["nan", "NaN", "NA", "undetermined"]);

/**
 * The known labels of the given cells as numbers; -1 where a cell has none.
 *
 * @throws bad-option when the column is not there or no cell has a label.
 */
export function truthCodes(dataset: Dataset, cells: Uint32Array, from: string): Int32Array {
  return knownLabels(dataset, cells, from).codes;
}

/**
 * The same with the names of the labels.
 *
 * @throws as `truthCodes`.
 */
export function knownLabels(
  dataset: Dataset,
  cells: Uint32Array,
  from: string,
): { readonly codes: Int32Array; readonly names: readonly string[] } {
  const column = obsColumn(dataset, from, "truth");
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(cells, (cell) => {
    const label = labelAt(column, cell);
    if (label === undefined || unknown.has(label)) return -1;
    if (!codeOf.has(label)) codeOf.set(label, codeOf.size);
    return codeOf.get(label) ?? -1;
  });
  if (codeOf.size > 0) return { codes, names: [...codeOf.keys()] };
  throw new CellScapeError("bad-option", `--truth: expected known labels in obs/${from} of ${dataset.name}, got none`);
}

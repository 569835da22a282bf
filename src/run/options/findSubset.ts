import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";

type Labelled = Pick<Dataset, "name" | "obs" | "cells">;

/**
 * Cells whose labels in columns of obs are among those wanted, ascending.
 *
 * @param subset each `column=value` or `column=value,value`: a cell has one of the values of each column that is named.
 * @throws bad-option when there is no such column, no cell with a value, or no cell with all of them.
 */
export function findSubset(dataset: Labelled, subset: readonly string[]): Uint32Array {
  const wanted = new Map<string, Set<string>>();
  for (const each of subset) {
    const at = each.indexOf("=");
    const column = each
      .slice(0, at)
      .trim()
      .replace(/^obs\//, "");
    const values = wanted.get(column) ?? new Set<string>();
    wanted.set(column, values);
    for (const value of valuesOf(dataset, column, each.slice(at + 1).trim())) values.add(value);
  }
  const conditions = [...wanted].flatMap(([name, values]) => {
    const column = dataset.obs.columns.get(name);
    return column ? [{ column, values }] : [];
  });
  const found = Uint32Array.from(dataset.cells.keys()).filter((i) =>
    conditions.every(({ column, values }) => values.has(labelAt(column, i) ?? "")),
  );
  if (found.length > 0) return found;
  throw new CellScapeError(
    "bad-option",
    `--subset: expected values that some cells of ${dataset.name} have together, got ${subset.join(" and ")}, which none has`,
  );
}

/** The values in a text: the text as it is where a cell has it, else its parts between commas. */
function valuesOf({ name, obs, cells }: Labelled, from: string, text: string): string[] {
  const column = obs.columns.get(from);
  if (!column) {
    const has = [...obs.columns.keys()].join(", ") || "no columns";
    throw new CellScapeError("bad-option", `--subset: expected a column of obs in ${name} (${has}), got ${from}`);
  }
  const labels = new Set(cells.map((_, i) => labelAt(column, i)));
  if (labels.has(text)) return [text];
  const values = text.split(",").map((value) => value.trim());
  const strange = values.find((value) => !labels.has(value));
  if (strange === undefined) return values;
  const has =
    [...labels]
      .filter((label) => label !== undefined)
      .slice(0, 20)
      .join(", ") || "no values";
  throw new CellScapeError(
    "bad-option",
    `--subset: expected a value of obs/${from} in ${name} (${has}), got ${strange}`,
  );
}

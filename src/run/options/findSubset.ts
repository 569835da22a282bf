import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";

/**
 * Cells whose label in a column of obs is the one wanted, ascending.
 *
 * @param subset `column=value`.
 * @throws bad-option when there is no such column, or no cell with that value.
 */
export function findSubset({ name, obs, cells }: Pick<Dataset, "name" | "obs" | "cells">, subset: string): Uint32Array {
  const at = subset.indexOf("=");
  const [from, wanted] = [
    subset
      .slice(0, at)
      .trim()
      .replace(/^obs\//, ""),
    subset.slice(at + 1).trim(),
  ];
  const column = obs.columns.get(from);
  if (!column) {
    const has = [...obs.columns.keys()].join(", ") || "no columns";
    throw new CellScapeError("bad-option", `--subset: expected a column of obs in ${name} (${has}), got ${from}`);
  }
  const found: number[] = [];
  const others = new Set<string>();
  for (let i = 0; i < cells.length; i++) {
    const label = labelAt(column, i);
    if (label === wanted) found.push(i);
    else if (label !== undefined && others.size < 20) others.add(label);
  }
  if (found.length > 0) return Uint32Array.from(found);
  const has = [...others].join(", ") || "no values";
  throw new CellScapeError(
    "bad-option",
    `--subset: expected a value of obs/${from} in ${name} (${has}), got ${wanted}`,
  );
}

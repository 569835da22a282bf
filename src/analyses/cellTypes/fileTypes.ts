import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";
import type { CategoryColumn } from "../../data/table.ts";

/** More labels than this are names or measurements, not types of cells. */
const mostTypes = 200;

/**
 * A column of obs as types of the given cells, without those that no cell has.
 *
 * @throws bad-option when the column is not there or holds no labels.
 */
export function fileTypes({ name, obs }: Dataset, cells: Uint32Array, from: string): CategoryColumn {
  const column = obs.columns.get(from);
  if (!column) {
    const has = [...obs.columns.keys()].join(", ") || "no columns";
    throw new CellScapeError(
      "bad-option",
      `--cell-types: expected leiden, louvain or a column of obs in ${name} (${has}), got ${from}`,
    );
  }
  const labels = Array.from(cells, (cell) => labelAt(column, cell));
  const present = new Set(labels.filter((label) => label !== undefined));
  if (present.size === 0 || present.size > mostTypes) {
    const expected = `1 to ${mostTypes} different labels in obs/${from} of ${name}`;
    throw new CellScapeError("bad-option", `--cell-types: expected ${expected}, got ${present.size}`);
  }
  const categories =
    column.kind === "category"
      ? column.categories.filter((category) => present.has(category))
      : [...present].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const codeOf = new Map<string | undefined, number>(categories.map((category, code) => [category, code]));
  const codes = Int32Array.from(labels, (label) => codeOf.get(label) ?? -1);
  return { kind: "category", codes, categories, ordered: false };
}

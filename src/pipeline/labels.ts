import { labelAt } from "../data/labels.ts";
import type { CategoryColumn, Column } from "../data/table.ts";
import { CellScapeError } from "../errors.ts";
import type { Artifacts } from "./artifacts.ts";
import { type Config, typesColumn } from "./config.ts";

/** More labels than this are names or measurements, not types of cells. */
const mostTypes = 200;

/**
 * Check the columns of obs that options name, so that a wrong name is known before the work and not after it.
 *
 * @throws bad-option naming the columns that there are.
 */
export function expectColumns(dataset: Artifacts["dataset"], config: Config): void {
  const column = typesColumn(config);
  if (column !== undefined) fileTypes(dataset, Uint32Array.from(dataset.cells.keys()), column);
  if (config.batchKey !== undefined) obsColumn(dataset, config.batchKey, "batch-key");
  for (const name of config.covariates ?? []) obsColumn(dataset, name, "covariates");
}

/**
 * A column of obs that an option names, with `obs/` before it or not.
 *
 * @throws bad-option when it is not there, naming those that are.
 */
export function obsColumn({ name, obs }: Artifacts["dataset"], from: string, flag: string): Column {
  const key = from.replace(/^obs\//, "");
  const column = obs.columns.get(key);
  if (column) return column;
  const has = [...obs.columns.keys()].join(", ") || "no columns";
  throw new CellScapeError("bad-option", `--${flag}: expected a column of obs in ${name} (${has}), got ${key}`);
}

/**
 * A column of obs as types of the given cells, without those that no cell has.
 *
 * @throws bad-option when the column is not there or holds no labels.
 */
export function fileTypes({ name, obs }: Artifacts["dataset"], cells: Uint32Array, from: string): CategoryColumn {
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

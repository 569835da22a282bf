import { conditionsOf } from "../analyses/comparison/conditions.ts";
import { CellScapeError } from "../core/errors.ts";
import { labelAt } from "../data/labels.ts";
import type { CategoryColumn, Column } from "../data/table.ts";
import type { Artifacts } from "./artifacts.ts";
import { type Config, typesColumn } from "./options/config.ts";
import { samplesInUse } from "./options/resolveForData.ts";

/** More labels than this are names or measurements, not types of cells. */
const mostTypes = 200;

/**
 * Check the columns of obs that options name, so that a wrong name is known before the work and not after it.
 *
 * @throws bad-option naming the columns that there are.
 */
export function expectColumns(dataset: Artifacts["dataset"], config: Config): void {
  const column = typesColumn(config);
  const cells = Uint32Array.from(dataset.cells.keys());
  if (column !== undefined) fileTypes(dataset, cells, column);
  if (config.truth !== undefined) truthCodes(dataset, cells, config.truth);
  if (config.batchKey !== undefined) obsColumn(dataset, config.batchKey, "batch-key");
  if (config.adjust !== undefined && config.adjust.length > 0 && config.compare === undefined) {
    const way = "name the conditions with --compare, or leave it out";
    throw new CellScapeError(
      "bad-option",
      `--adjust: expected conditions whose comparison it adjusts, got none; ${way}`,
    );
  }
  if (config.compare !== undefined) {
    const names = samplesInUse(config, dataset);
    if (names.length > 1) conditionsOf(dataset, config, names);
  }
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

/** Labels that count as unknown, besides missing ones. */
const unknown: ReadonlySet<string> = new Set(["nan", "NaN", "NA", "undetermined"]);

/**
 * The known labels of the given cells as numbers; -1 where a cell has none.
 *
 * @throws bad-option when the column is not there or no cell has a label.
 */
export function truthCodes(dataset: Artifacts["dataset"], cells: Uint32Array, from: string): Int32Array {
  const column = obsColumn(dataset, from, "truth");
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(cells, (cell) => {
    const label = labelAt(column, cell);
    if (label === undefined || unknown.has(label)) return -1;
    if (!codeOf.has(label)) codeOf.set(label, codeOf.size);
    return codeOf.get(label) ?? -1;
  });
  if (codeOf.size > 0) return codes;
  throw new CellScapeError("bad-option", `--truth: expected known labels in obs/${from} of ${dataset.name}, got none`);
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

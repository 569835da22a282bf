import { CellScapeError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { expectApart } from "../data/labels.ts";
import type { Column } from "../data/table.ts";
import type { Config } from "./options/config.ts";

/**
 * Check the columns of obs that options of the core name, so that a wrong name is known before the work and not after it.
 *
 * @throws bad-option naming the columns that there are.
 */
export function expectColumns(dataset: Dataset, config: Config): void {
  if (config.batchKey !== undefined) obsColumn(dataset, config.batchKey, "batch-key");
  for (const name of config.covariates ?? []) obsColumn(dataset, name, "covariates");
}

/**
 * A column of obs that an option names, with `obs/` before it or not.
 *
 * @throws bad-option when it is not there, naming those that are; bad-data for numbers that doubles do not keep apart.
 */
export function obsColumn({ name, obs }: Dataset, from: string, flag: string): Column {
  const key = from.replace(/^obs\//, "");
  const column = obs.columns.get(key);
  if (column) {
    expectApart(column, `--${flag}: obs/${key} of ${name}`);
    return column;
  }
  const has = [...obs.columns.keys()].join(", ") || "no columns";
  throw new CellScapeError("bad-option", `--${flag}: expected a column of obs in ${name} (${has}), got ${key}`);
}

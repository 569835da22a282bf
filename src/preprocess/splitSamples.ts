import { CellScapeError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { labelAt } from "../data/labels.ts";
import { sampleAttributes } from "./sampleAttributes.ts";

/** More labels than this are cells or measurements, not samples. */
const mostSamples = 1000;

/**
 * The samples of a data set that holds several, by a column of obs. Columns that have one value in each sample, such as a
 * condition, become attributes of the samples. The cells stay where they are.
 *
 * @param from column of obs, with `obs/` before it or not.
 * @throws bad-option when there is no such column, or it is no column of samples; bad-data when a cell has none.
 */
export function splitSamples(dataset: Dataset, from: string): Dataset {
  const { name, obs, cells } = dataset;
  const key = from.replace(/^obs\//, "");
  const column = obs.columns.get(key);
  if (!column) {
    const has = [...obs.columns.keys()].join(", ") || "no columns";
    throw new CellScapeError("bad-option", `--sample-key: expected a column of obs in ${name} (${has}), got ${key}`);
  }
  const labels = Array.from(cells, (_, i) => labelAt(column, i));
  const missing = labels.indexOf(undefined);
  if (missing >= 0) {
    const got = `none for ${cells[missing]} and ${labels.filter((label) => label === undefined).length - 1} more`;
    const way = "fill the column, or leave these cells out";
    throw new CellScapeError("bad-data", `${name}: expected a sample in obs/${key} for every cell, got ${got}; ${way}`);
  }
  const present = new Set<string>(labels.filter((label) => label !== undefined));
  if (present.size > Math.min(mostSamples, cells.length / 3)) {
    const expected = `at most ${mostSamples} samples of three or more cells in obs/${key} of ${name}`;
    throw new CellScapeError("bad-option", `--sample-key: expected ${expected}, got ${present.size} different values`);
  }
  const names = column.kind === "category" ? column.categories.filter((each) => present.has(each)) : sorted(present);
  const codeOf = new Map(names.map((each, code): [string | undefined, number] => [each, code]));
  const codes = Int32Array.from(labels, (label) => codeOf.get(label) ?? -1);
  const { columns, rows } = sampleAttributes(obs, codes, names.length);
  const attributes = new Map([...columns].filter(([attribute]) => attribute !== key));
  return { ...dataset, samples: { names, codes, attributes: { rows, columns: attributes }, column: key } };
}

function sorted(names: ReadonlySet<string>): string[] {
  return [...names].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

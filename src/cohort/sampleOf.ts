import type { Dataset } from "../data/dataset.ts";
import { pickRows } from "../data/pickRows.ts";
import type { Column } from "../data/table.ts";
import { selectRows } from "../preprocess/select.ts";
import { pickCells } from "../run/steps/selection.ts";

/**
 * The cells of one of several samples as a data set of its own.
 *
 * @param code of the sample.
 */
export function sampleOf(dataset: Dataset, code: number): Dataset {
  const { samples, tissues, name } = dataset;
  if (!samples) throw new Error("internal: expected several samples");
  const rows = Uint32Array.from(dataset.cells.keys()).filter((i) => samples.codes[i] === code);
  const own = tissues?.find(({ sample }) => sample === samples.names[code]);
  return { ...rowsOf(dataset, rows), name: `${name}: ${samples.names[code]}`, ...(own ? { tissue: own } : {}) };
}

/** Some cells of a data set, as one of a single tissue. */
export function rowsOf({ samples: _, tissues: __, kept: ___, ...dataset }: Dataset, rows: Uint32Array): Dataset {
  const columns = [...dataset.obs.columns].map(([name, column]): [string, Column] => [name, pickRows(column, rows)]);
  return {
    ...dataset,
    cells: Array.from(rows, (i) => dataset.cells[i]),
    counts: selectRows(dataset.counts, rows),
    positions: pickCells(dataset.positions, rows),
    obs: { rows: rows.length, columns: new Map(columns) },
  };
}

import type { Dataset } from "../../data/dataset.ts";
import { pickRows } from "../../data/pickRows.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { Column } from "../../data/table.ts";

/** Some cells of a data set, in the order given; the caller reports which were lost. */
export function pickCells(dataset: Dataset, cells: readonly number[]): Dataset {
  const { positions, obs } = dataset;
  const values = new Float64Array(2 * cells.length);
  for (const [at, i] of cells.entries()) values.set(positions.values.subarray(2 * i, 2 * i + 2), 2 * at);
  const columns = [...obs.columns].map(([name, column]): [string, Column] => [name, pickRows(column, cells)]);
  return {
    ...dataset,
    cells: cells.map((i) => dataset.cells[i]),
    counts: pickSparseRows(dataset.counts, cells),
    positions: { rows: cells.length, columns: 2, values },
    obs: { rows: cells.length, columns: new Map(columns) },
    kept: {
      rows: Uint32Array.from(cells, (cell) => dataset.kept?.rows[cell] ?? cell),
      of: dataset.kept?.of ?? dataset.cells.length,
    },
  };
}

/** Some rows of a sparse matrix, in the order given. */
export function pickSparseRows(counts: Sparse, rows: readonly number[]): Sparse {
  const starts = new Uint32Array(rows.length + 1);
  for (const [at, i] of rows.entries()) starts[at + 1] = starts[at] + counts.starts[i + 1] - counts.starts[i];
  const indices = new Uint32Array(starts[rows.length]);
  const values = new Float32Array(starts[rows.length]);
  for (const [at, i] of rows.entries()) {
    indices.set(counts.indices.subarray(counts.starts[i], counts.starts[i + 1]), starts[at]);
    values.set(counts.values.subarray(counts.starts[i], counts.starts[i + 1]), starts[at]);
  }
  return { ...counts, rows: rows.length, starts, indices, values };
}

import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Sparse } from "../../data/sparse.ts";
import { assemble } from "./assemble.ts";
import { SparseRows } from "./sparseRows.ts";

/** A data set as a program has it: plain arrays, or the records of the library. */
export interface PlainDataset {
  /** For messages. */
  readonly name: string;
  readonly cells: readonly string[];
  readonly genes: readonly string[];
  /** [n, p] */
  readonly counts: Sparse | readonly (readonly number[])[];
  /** [n, 2] x then y, in any unit. */
  readonly positions: Matrix | readonly (readonly [number, number])[];
  /** Annotations of the cells. */
  readonly obs?: Dataset["obs"];
  /** Micrometres in one unit of the positions. */
  readonly unitUm?: number;
}

/**
 * A data set from plain arrays: for readers of a program's own, and for data that are in memory already. Names that occur
 * twice are made unique.
 *
 * @throws bad-shape when sizes differ; bad-data when there are no cells or no genes, or a number is not finite.
 * @example
 * import { datasetFrom } from "cellscape/io";
 * const cells = ["a", "b"];
 * const data = datasetFrom({ name: "two", cells, genes: ["g"], counts: [[1], [0]], positions: [[0, 0], [1, 0]] });
 */
export function datasetFrom({ counts, positions, ...given }: PlainDataset): Dataset {
  const { name, cells, genes, obs = { rows: cells.length, columns: new Map() } } = given;
  const matrix = "values" in counts && "indices" in counts ? counts : sparseOf(counts, genes.length);
  const places = "values" in positions && "rows" in positions ? positions : matrixOf(positions);
  const sizes: readonly [string, number, number][] = [
    ["rows of counts", matrix.rows, cells.length],
    ["columns of counts", matrix.columns, genes.length],
    ["positions", places.rows, cells.length],
    ["rows of obs", obs.rows, cells.length],
  ];
  for (const [what, got, expected] of sizes) {
    if (got === expected) continue;
    throw new CellScapeError("bad-shape", `${name}: expected ${expected} ${what}, got ${got}`);
  }
  const wrong = places.values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const got = `${places.values[wrong]} for cell ${cells[Math.floor(wrong / 2)]}`;
    throw new CellScapeError("bad-data", `${name}: positions: expected finite positions, got ${got}`);
  }
  return assemble({
    ...{ cells, genes, obs, notes: [] },
    ...given,
    var: { rows: genes.length, columns: new Map() },
    counts: matrix,
    countsFrom: "counts",
    positions: { positions: places, from: "positions", notes: [] },
  });
}

function sparseOf(rows: readonly (readonly number[])[], columns: number): Sparse {
  const matrix = new SparseRows();
  for (const row of rows) {
    if (row.length !== columns) {
      throw new CellScapeError("bad-shape", `counts: expected rows of ${columns} genes, got one of ${row.length}`);
    }
    row.forEach((value, column) => {
      if (value !== 0) matrix.push(column, value);
    });
    matrix.endRow();
  }
  return matrix.finish(columns);
}

function matrixOf(rows: readonly (readonly [number, number])[]): Matrix {
  return { rows: rows.length, columns: 2, values: Float64Array.from(rows.flat()) };
}

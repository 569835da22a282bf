import type { Matrix } from "../../data/matrix.ts";
import { fault, placesOf } from "./labelRows.ts";

/**
 * An embedding in rows of a table: numbers in the order of the cells, or behind the name of each cell in any order; below a
 * header or not.
 *
 * @param where for messages.
 * @returns [n, d]
 * @throws bad-data unless every cell has one row of finite numbers, and no other names are there.
 */
export function embeddingByCell(rows: readonly (readonly string[])[], cells: readonly string[], where: string): Matrix {
  const at = placesOf(cells);
  const named = rows.slice(0, 2).some(([first = ""]) => at.has(first));
  const isBody = named
    ? at.has(rows[0]?.[0] ?? "")
    : rows[0]?.every((field) => field !== "" && Number.isFinite(Number(field)));
  const body = isBody ? rows : rows.slice(1);
  const skipped = named ? 1 : 0;
  const columns = (body[0]?.length ?? 0) - skipped;
  if (columns < 1) throw fault(where, "columns of numbers", "none");
  if (body.length !== cells.length) throw fault(where, `one row per cell (${cells.length})`, `${body.length} rows`);
  const values = new Float64Array(cells.length * columns).fill(Number.NaN);
  body.forEach((row, i) => {
    const cell = named ? at.get(row[0]) : i;
    if (cell === undefined) throw fault(where, "names of cells of the input", JSON.stringify(row[0]));
    if (!Number.isNaN(values[cell * columns])) throw fault(where, "one row per cell", `two of ${row[0]}`);
    for (let d = 0; d < columns; d++) {
      const field = row[d + skipped] ?? "";
      values[cell * columns + d] = field === "" ? Number.NaN : Number(field);
    }
    expectFinite(values.subarray(cell * columns, (cell + 1) * columns), cells[cell], where);
  });
  return { rows: cells.length, columns, values };
}

/** @throws bad-data naming the cell. */
export function expectFinite(row: ArrayLike<number>, cell: string, where: string): void {
  const bad = Array.from(row).findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw fault(where, "finite numbers", `${row[bad]} in column ${bad + 1} of ${cell}`);
}

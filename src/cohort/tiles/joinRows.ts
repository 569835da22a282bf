import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Column } from "../../data/table.ts";
import type { TileMark } from "./tileMark.ts";

/** A tile of a section with its cells, for messages. */
export interface TilePart {
  readonly name: string;
  readonly cells: readonly string[];
  readonly mark: TileMark;
}

/** Where the rows of a section lie among those of its tiles. */
export interface JoinedRows {
  /** [n] tile of each cell, and its row there. */
  readonly tile: Uint32Array;
  readonly row: Uint32Array;
}

/**
 * Find every cell of a section among the own cells of its tiles.
 *
 * @param cells [n] names of the section.
 * @throws bad-data for tiles of another section, a tile given twice or missing.
 */
export function joinRows(section: string, cells: readonly string[], tiles: readonly TilePart[]): JoinedRows {
  const refuse = (expected: string, got: string) => {
    const way = "give the section that cohort split cut, and each of its tiles once";
    return new CellScapeError("bad-data", `${section}: expected ${expected}, got ${got}; ${way}`);
  };
  const n = cells.length;
  const [tile, row, found] = [new Uint32Array(n), new Uint32Array(n), new Uint8Array(n)];
  for (const [t, { name, cells: own, mark }] of tiles.entries()) {
    if (mark.section !== tiles[0].mark.section)
      throw refuse(`tiles of ${tiles[0].mark.section}`, `one of ${mark.section}`);
    for (let i = 0; i < own.length; i++) {
      const at = mark.rows[i];
      if (cells[at] !== own[i]) throw refuse(`the cells of ${name}`, `${cells[at] ?? "none"} in place of ${own[i]}`);
      if (!mark.own[i]) continue;
      if (found[at] === 1) throw refuse("each cell in one tile", `${own[i]} in two`);
      found[at] = 1;
      tile[at] = t;
      row[at] = i;
    }
  }
  const missing = found.indexOf(0);
  if (missing >= 0) throw refuse("a tile for each cell", `none for ${cells[missing]}`);
  return { tile, row };
}

/**
 * One column of a section from those of its tiles.
 *
 * @throws bad-data for columns of several kinds.
 */
export function joinColumns(columns: readonly Column[], { tile, row }: JoinedRows): Column {
  const [first] = columns;
  const values = <T>(of: (column: Column, at: number) => T) => Array.from(row, (at, i) => of(columns[tile[i]], at));
  switch (first.kind) {
    case "number":
      return {
        kind: "number",
        values: Float64Array.from(values((column, at) => (column.kind === "number" ? column.values[at] : Number.NaN))),
      };
    case "category": {
      // Every tile has the categories of the model, in one order, whether or not it has cells of each.
      const named = columns.flatMap((column) => (column.kind === "category" ? column.categories : []));
      const categories = [...new Set(named)];
      const place = new Map(categories.map((name, code): [string | undefined, number] => [name, code]));
      const codes = values((column, at) =>
        column.kind === "category" ? (place.get(column.categories[column.codes[at]]) ?? -1) : -1,
      );
      return { ...first, codes: Int32Array.from(codes), categories };
    }
    case "string":
      return {
        kind: "string",
        values: values((column, at) => (column.kind === "string" ? column.values[at] : undefined)),
      };
    case "boolean":
      return {
        kind: "boolean",
        values: values((column, at) => (column.kind === "boolean" ? column.values[at] : undefined)),
      };
  }
}

/** One matrix of a section from those of its tiles. */
export function joinMatrices(parts: readonly Matrix[], { tile, row }: JoinedRows): Matrix {
  const { columns } = parts[0];
  const values = new Float32Array(row.length * columns);
  row.forEach((at, i) => {
    values.set(parts[tile[i]].values.subarray(at * columns, (at + 1) * columns), i * columns);
  });
  return { rows: row.length, columns, values };
}

import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { labelAt } from "../../data/labels.ts";
import type { Column, Table } from "../../data/table.ts";
import type { Tile } from "./cutIntoTiles.ts";

/** Columns of obs by which the file of a tile says what it is. */
const columns = { section: "cohort_section", own: "cohort_own", row: "cohort_row" } as const;

/** Column of a sheet with the section of each tile. */
export const tileColumn = "tile_of";

/** Whether a column of obs is a mark of tiles. */
export const isTileColumn = (name: string): boolean => Object.values<string>(columns).includes(name);

/** What a data set is a tile of. */
export interface TileMark {
  readonly section: string;
  /** [n] row of the section. */
  readonly rows: ArrayLike<number>;
  /** [n] whether each cell is the tile's own; the others are its halo. */
  readonly own: readonly boolean[];
}

/** The columns of obs that mark a tile. */
export function markOf(section: string, { cells, own }: Pick<Tile, "cells" | "own">): ReadonlyMap<string, Column> {
  return new Map<string, Column>([
    [columns.section, { kind: "category", codes: new Int32Array(cells.length), categories: [section], ordered: false }],
    [columns.own, { kind: "boolean", values: own }],
    [columns.row, { kind: "number", values: Float64Array.from(cells) }],
  ]);
}

/**
 * The mark of a tile; undefined where a data set is none.
 *
 * @throws bad-data for a file whose mark is incomplete.
 */
export function tileMark({ name, obs }: { readonly name: string; readonly obs: Table }): TileMark | undefined {
  const [section, own, row] = [columns.section, columns.own, columns.row].map((each) => obs.columns.get(each));
  if (!section && !own && !row) return undefined;
  const label = section && labelAt(section, 0);
  if (label !== undefined && own?.kind === "boolean" && row?.kind === "number") {
    return { section: label, rows: row.values, own: own.values.map((value) => value === true) };
  }
  const names = Object.values(columns).join(", ");
  throw new CellScapeError(
    "bad-data",
    `${name}: expected ${names} in obs, as cohort split writes them, got some of them; split the section again`,
  );
}

/** [some] which of some cells of a data set are its own; undefined where all are. */
export function ownAmong(dataset: Dataset, cells: Uint32Array): Uint32Array | undefined {
  const mark = tileMark(dataset);
  return mark && Uint32Array.from(cells.keys()).filter((i) => mark.own[cells[i]]);
}

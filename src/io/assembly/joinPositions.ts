import { CellScapeError } from "../../core/errors.ts";
import type { PositionTable } from "./positionTable.ts";

/** The cells that have a position, and their rows in the table. */
export interface JoinedPositions {
  /** Indices of the cells that have one, ascending. */
  readonly cells: readonly number[];
  /** The row of the table of each. */
  readonly rows: readonly number[];
  /** Cells that lie off the tissue, and cells without a position, one sentence each; nothing where there are none. */
  readonly notes: readonly string[];
  readonly losses: readonly string[];
}

/**
 * Join cells and a table of positions by name. Cells that lie off the tissue by the table's own word are left out with a
 * note; cells without a position are lost.
 *
 * @param name of what the user gave.
 * @param what the names are, for messages.
 * @throws bad-data when no cell has a position.
 */
export function joinPositions(
  name: string,
  what: "barcodes" | "cells",
  names: readonly string[],
  positions: PositionTable,
): JoinedPositions {
  const { xy, from } = positions;
  const rowOf = new Map<string, number>();
  for (const [row, each] of positions.names.entries()) if (!rowOf.has(each)) rowOf.set(each, row);
  const inTissue = positions.columns.get("in_tissue");
  const cells: number[] = [];
  const rows: number[] = [];
  let offTissue = 0;
  for (let i = 0; i < names.length; i++) {
    const row = rowOf.get(names[i]);
    if (row === undefined || !Number.isFinite(xy[2 * row] + xy[2 * row + 1])) continue;
    if (inTissue?.kind === "number" && inTissue.values[row] === 0) {
      offTissue++;
      continue;
    }
    cells.push(i);
    rows.push(row);
  }
  if (cells.length === 0) {
    const there = offTissue > 0 ? `${offTissue} off the tissue` : `names such as ${positions.names[0] ?? "none"}`;
    const expected = `the ${what} of ${name} (such as ${names[0] ?? "none"}) with positions in ${from}`;
    throw new CellScapeError("bad-data", `${name}: expected ${expected}, got ${there}`);
  }
  const of = `of ${names.length} ${what}`;
  const unplaced = names.length - cells.length - offTissue;
  return {
    cells,
    rows,
    notes: offTissue > 0 ? [`${offTissue} ${of} lie off the tissue (in_tissue is 0) and were left out`] : [],
    losses: unplaced > 0 ? [`${unplaced} ${of} have no position in ${from} and were left out`] : [],
  };
}

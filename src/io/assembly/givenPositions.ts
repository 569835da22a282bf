import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Source } from "../source.ts";
import { type JoinedPositions, joinPositions } from "./joinPositions.ts";
import { pickCells } from "./pickCells.ts";
import type { PositionsOf } from "./positions.ts";
import { positionTable, readCellTable } from "./positionTable.ts";

/**
 * Read cells whose positions the user gives as a table of their own, joined by name. Cells without a position are lost.
 *
 * @param name of what the user gave.
 * @param given the table; without one the reading finds the positions itself.
 * @throws bad-data when the table cannot be understood, no cell has a position in it, or names occur twice; whatever the
 * reading throws.
 */
export async function withGivenPositions(
  name: string,
  given: Source | undefined,
  read: (positionsOf: PositionsOf | undefined) => Promise<Dataset>,
): Promise<Dataset> {
  if (given === undefined) return read(undefined);
  const table = await readCellTable(given);
  let joined: JoinedPositions | undefined;
  const dataset = await read((_cells, _obs, stored) => {
    const positions = positionTable(table, given.name, stored);
    expectOnce(name, "cells", stored, stored);
    expectOnce(given.name, "positions", positions.names, stored);
    joined = joinPositions(name, "cells", stored, positions);
    // Cells without a place stay at 0 until they are left out below.
    const values = new Float64Array(2 * stored.length);
    const { rows } = joined;
    for (const [i, cell] of joined.cells.entries())
      values.set(positions.xy.subarray(2 * rows[i], 2 * rows[i] + 2), 2 * cell);
    const [by, x, y] = positions.taken;
    const notes = [`positions are the columns ${x} and ${y} of ${given.name}, whose column ${by} names the cells`];
    return { positions: { rows: stored.length, columns: 2, values }, from: given.name, notes };
  });
  if (joined === undefined) throw new Error("internal: positions were given to a reading without them");
  const { cells, notes, losses } = joined;
  const reported = { notes: [...dataset.notes, ...notes], losses: [...dataset.losses, ...losses] };
  if (cells.length === dataset.cells.length) return { ...dataset, ...reported };
  return { ...pickCells(dataset, cells), ...reported };
}

/** Names that cells share do not identify their positions. */
function expectOnce(name: string, what: string, names: readonly string[], cells: readonly string[]): void {
  const known = new Set(cells);
  const seen = new Set<string>();
  for (const each of names) {
    if (!known.has(each)) continue;
    if (seen.has(each)) {
      throw new CellScapeError("bad-data", `${name}: expected ${what} whose names occur once, got "${each}" twice`);
    }
    seen.add(each);
  }
}

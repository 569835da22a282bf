import { CellScapeError } from "../../core/errors.ts";
import { readAnyPositions, readPositions } from "../anndata/positions.ts";
import { readTable } from "../anndata/table.ts";
import type { FoundPositions } from "../assembly/positions.ts";
import { subtree } from "../stored/subtree.ts";
import type { StoredTree } from "../stored/tree.ts";
import type { Modality } from "./modality.ts";

/**
 * Positions of the cells of a modality, NaN where a cell has none: its own, or those of the cells of the same names elsewhere in the
 * file, which are the same cells.
 *
 * @param stored [n] names of the cells as they are stored.
 * @param wanted as for `locatePositions`.
 * @throws bad-data when nothing in the file has positions, or names of cells that are joined by name occur twice; as
 * `readPositions`.
 */
export function modalityPositions(
  file: StoredTree,
  { name, root, place }: Modality,
  stored: readonly string[],
  wanted: string | undefined,
): FoundPositions {
  // Says what there is and how to name it.
  if (place === undefined || place.root === root) return readPositions(subtree(file, root), stored, wanted);
  const tree = place.root === "" ? file : subtree(file, place.root);
  const { names } = readTable(tree, "obs");
  const { positions, sections, notes } = readAnyPositions(tree, names, wanted);
  const rows = rowsByName(stored, names);
  if (rows === undefined) {
    const expected = `cells whose names occur once, as ${place.from} are joined by name`;
    throw new CellScapeError("bad-data", `${file.name}: expected ${expected}, got names that occur twice`);
  }
  const values = new Float64Array(2 * stored.length).fill(Number.NaN);
  for (const [i, row] of rows.entries()) {
    if (row >= 0) values.set(positions.values.subarray(2 * row, 2 * row + 2), 2 * i);
  }
  const depths = sections && Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : sections[row]));
  return {
    positions: { rows: stored.length, columns: 2, values },
    from: place.from,
    ...(depths ? { sections: depths } : {}),
    notes: [...notes, `positions of ${name} are ${place.from}, joined by the names of the cells`],
  };
}

/**
 * The row of each name in a list of names, -1 where it is not there.
 *
 * @returns undefined where one of the names occurs twice in either.
 */
export function rowsByName(wanted: readonly string[], names: readonly string[]): Int32Array | undefined {
  const sought = new Set(wanted);
  if (sought.size < wanted.length) return undefined;
  const rowOf = new Map<string, number>();
  for (const [row, name] of names.entries()) {
    if (!sought.has(name)) continue;
    if (rowOf.has(name)) return undefined;
    rowOf.set(name, row);
  }
  return Int32Array.from(wanted, (name) => rowOf.get(name) ?? -1);
}

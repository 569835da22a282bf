import { pickRows } from "../../data/pickRows.ts";
import type { Column, Table } from "../../data/table.ts";
import { columnNames, readTable } from "../anndata/table.ts";
import type { StoredTree } from "../stored/tree.ts";
import { modalityNames } from "./modality.ts";
import { rowsByName } from "./positions.ts";

/**
 * Annotations of the cells of a modality with those that all modalities share, joined by name. Its own have precedence; columns that
 * muon copied from a modality (`rna:leiden`) are read of this one alone, without its name.
 *
 * @param cells [n] names of the cells.
 */
export function withSharedObs(file: StoredTree, modality: string, cells: readonly string[], own: Table) {
  const others = modalityNames(file);
  const wanted = new Map<string, string>();
  for (const name of file.kind("obs") === "group" ? columnNames(file, "obs") : []) {
    const of = others.find((each) => name.startsWith(`${each}:`));
    const plain = of === modality ? name.slice(of.length + 1) : name;
    if ((of === undefined || of === modality) && !own.columns.has(plain) && !wanted.has(plain)) wanted.set(plain, name);
  }
  if (wanted.size === 0) return { table: own, notes: [] };
  const shared = readTable(file, "obs");
  const rows = rowsByName(cells, shared.names);
  if (rows === undefined || rows.includes(-1)) {
    const why = "not every cell has a name of its own there";
    return { table: own, notes: [`obs of all modalities was left out: ${why}`] };
  }
  const columns = new Map<string, Column>(own.columns);
  for (const [plain, name] of wanted) {
    const column = shared.table.columns.get(name);
    if (column !== undefined) columns.set(plain, pickRows(column, rows));
  }
  return { table: { rows: own.rows, columns }, notes: shared.notes };
}

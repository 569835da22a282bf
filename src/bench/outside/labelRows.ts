import { CellScapeError } from "../../core/errors.ts";

/**
 * Labels in rows of a table, by the names of the cells, in any order, below a header or not.
 *
 * @param rows cell and label.
 * @param where for messages.
 * @returns [n] the label of each cell.
 * @throws bad-data unless every cell has one label, and no other names are there.
 */
export function labelsByCell(rows: readonly (readonly string[])[], cells: readonly string[], where: string): string[] {
  const at = placesOf(cells);
  const body = at.has(rows[0]?.[0] ?? "") ? rows : rows.slice(1);
  const labels = new Map<number, string>();
  for (const [name = "", label = ""] of body) {
    const cell = at.get(name);
    if (cell === undefined) throw fault(where, "names of cells of the input", JSON.stringify(name));
    if (labels.has(cell)) throw fault(where, "one row per cell", `two of ${name}`);
    if (label === "") throw fault(where, "a domain of every cell", `none of ${name}`);
    labels.set(cell, label);
  }
  return cells.map((name, i) => {
    const label = labels.get(i);
    if (label === undefined) throw fault(where, `all ${cells.length} cells`, `${labels.size}, without ${name}`);
    return label;
  });
}

/**
 * Labels of a text of one per line, in the order of the cells: the form in which SDMBench takes them.
 *
 * @throws bad-data for another number of lines.
 */
export function labelsByLine(text: string, cells: number, where: string): string[] {
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  // A header would be one line more.
  if (lines.length === cells) return lines.map((line) => line.trim());
  throw fault(where, `one label per line for ${cells} cells`, `${lines.length} lines`);
}

/** Index of each name. */
export function placesOf(cells: readonly string[]): ReadonlyMap<string, number> {
  return new Map(cells.map((name, i) => [name, i]));
}

export function fault(where: string, expected: string, got: string): CellScapeError {
  return new CellScapeError("bad-data", `${where}: expected ${expected}, got ${got}`);
}

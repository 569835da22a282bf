import { CellScapeError } from "../../core/errors.ts";
import type { Table } from "../../data/table.ts";
import { positionPair } from "./positionNames.ts";
import type { FoundPositions } from "./positions.ts";

/**
 * Positions out of two columns of a table of cells.
 *
 * @param obs [n] cells.
 * @param wanted `obs/<x>,obs/<y>`, with or without `obs/`; found by name when not given.
 * @throws bad-option when the table lacks what is requested; bad-data when no columns have known names.
 */
export function tablePositions(name: string, obs: Table, wanted?: string): FoundPositions {
  const names = numbersIn(obs);
  const list = names.slice(0, 30).join(", ") || "nothing";
  const pair = wanted === undefined ? positionPair(names) : wanted.split(",").map((part) => plain(names, part.trim()));
  const [x, y] = (pair ?? []).map((key) => obs.columns.get(key));
  if (x?.kind !== "number" || y?.kind !== "number" || pair?.length !== 2) {
    const expected = wanted === undefined ? "columns with the positions of the cells" : `positions in ${wanted}`;
    throw new CellScapeError(
      wanted === undefined ? "bad-data" : "bad-option",
      `${name}: expected ${expected}, got numbers in ${list}; name them with --positions obs/<x>,obs/<y>`,
    );
  }
  const values = new Float64Array(2 * obs.rows);
  for (let i = 0; i < obs.rows; i++) {
    values[2 * i] = x.values[i];
    values[2 * i + 1] = y.values[i];
  }
  const from = `obs/${pair[0]},obs/${pair[1]}`;
  const notes = wanted === undefined ? [`positions were taken from ${from}`] : [];
  return { positions: { rows: obs.rows, columns: 2, values }, from, notes };
}

/** Names of the columns with numbers. */
export function numbersIn({ columns }: Table): string[] {
  return [...columns].filter(([, column]) => column.kind === "number").map(([key]) => key);
}

/** A column as users name it: with `obs/` before it or without. */
const plain = (names: readonly string[], part: string) => (names.includes(part) ? part : part.replace(/^obs\//, ""));

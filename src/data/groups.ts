import { CellScapeError } from "../core/errors.ts";
import type { CategoryColumn, Column } from "./table.ts";

/**
 * A column as groups: text and categories are groups; so are flags and whole numbers, which some tools write.
 *
 * @param where what the column is called in messages.
 * @throws bad-option for numbers that are no groups.
 */
export function groupsOf(column: Column, where: string): CategoryColumn {
  if (column.kind === "category") return column;
  const texts = Array.from<unknown, string | undefined>(column.values, (value) =>
    value === undefined || Number.isNaN(value) ? undefined : String(value),
  );
  const categories = [...new Set(texts.filter((text) => text !== undefined))].sort();
  if (column.kind === "number" && (categories.length > 1000 || categories.some((text) => !/^-?\d+$/.test(text)))) {
    throw new CellScapeError("bad-option", `${where}: expected groups, got numbers`);
  }
  const code = new Map(categories.map((name, at) => [name, at]));
  const codes = Int32Array.from(texts, (text) => (text === undefined ? -1 : (code.get(text) ?? -1)));
  return { kind: "category", codes, categories, ordered: false };
}

/** The groups that some rows have, in the order of the categories, and the code of each of these rows. */
export function groupsAmong({ codes, categories }: CategoryColumn, rows: Uint32Array): CategoryColumn {
  const own = Int32Array.from(rows, (row) => codes[row]);
  const present = new Set(own);
  const used = categories.flatMap((_, code) => (present.has(code) ? [code] : []));
  const place = new Map(used.map((code, at) => [code, at]));
  return {
    kind: "category",
    codes: own.map((code) => place.get(code) ?? -1),
    categories: used.map((code) => categories[code]),
    ordered: false,
  };
}

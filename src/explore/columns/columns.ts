import { groupsOf } from "../../data/groups.ts";
import type { CategoryColumn, Column, Table } from "../../data/table.ts";
import type { ExploredTissue } from "../tissue.ts";
import { shownGroups } from "./groups.ts";
import { mostGroups, type ShownColumn } from "./shown.ts";
import { shownValues } from "./values.ts";

/** A column that cells can be coloured by. */
export interface ColumnEntry {
  readonly name: string;
  readonly kind: "groups" | "values";
}

/** Whole numbers with at most so many values are groups, as clusterings are written by some tools. */
const mostWholeGroups = 40;

/** The columns of obs that cells can be coloured by; names of cells and the like are none. */
export function drawableColumns(obs: Table): ColumnEntry[] {
  return [...obs.columns].flatMap(([name, column]): ColumnEntry[] => {
    const kind = kindOf(column);
    return kind ? [{ name, kind }] : [];
  });
}

function kindOf(column: Column): ColumnEntry["kind"] | undefined {
  if (column.kind === "boolean") return "groups";
  if (column.kind === "category") return column.categories.length <= mostGroups ? "groups" : undefined;
  if (column.kind === "number") return isWholeGroups(column.values) ? "groups" : "values";
  const found = new Set<string>();
  for (const text of column.values) {
    if (text !== undefined) found.add(text);
    if (found.size > Math.min(mostGroups, Math.max(50, column.values.length / 5))) return undefined;
  }
  return "groups";
}

function isWholeGroups(values: ArrayLike<number>): boolean {
  const found = new Set<number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return false;
    found.add(value);
    if (found.size > mostWholeGroups) return false;
  }
  return found.size > 0;
}

/** A column of obs as groups; undefined where there is no such column or it holds measurements. */
export function groupColumn({ obs }: Pick<ExploredTissue, "obs">, name: string): CategoryColumn | undefined {
  const column = obs.columns.get(name);
  if (column === undefined || kindOf(column) !== "groups") return undefined;
  if (column.kind !== "number") return groupsOf(column, name);
  const { categories, codes, ...rest } = groupsOf(column, name);
  // 10 comes after 9.
  const sorted = categories.map((text, code) => ({ text, code })).sort((a, b) => Number(a.text) - Number(b.text));
  const place = new Int32Array(categories.length);
  sorted.forEach(({ code }, at) => {
    place[code] = at;
  });
  return {
    ...rest,
    categories: sorted.map(({ text }) => text),
    codes: codes.map((code) => (code < 0 ? -1 : place[code])),
  };
}

/** A column of obs as it is drawn; undefined where it cannot be. */
export function shownColumn(tissue: Pick<ExploredTissue, "obs" | "colors">, name: string): ShownColumn | undefined {
  const groups = groupColumn(tissue, name);
  if (groups) return shownGroups(name, groups, tissue.colors.get(name));
  const column = tissue.obs.columns.get(name);
  return column?.kind === "number" ? shownValues(name, column.values) : undefined;
}

import { CellScapeError } from "../../core/errors.ts";
import { groupsOf } from "../../data/groups.ts";
import type { CategoryColumn, Column } from "../../data/table.ts";
import { palette } from "../../figure/color/palette.ts";

/** Columns of obs and the colours of their groups: what edits change. Never modified; an edit makes another one. */
export interface Labelled {
  readonly columns: ReadonlyMap<string, Column>;
  /** One `#rrggbb` per category, by column, where the file has them. */
  readonly colors: ReadonlyMap<string, readonly string[]>;
}

/** A column of groups with a colour each. */
export interface Groups extends Pick<CategoryColumn, "codes" | "categories" | "ordered"> {
  readonly colors: readonly string[];
}

/**
 * The groups of a column.
 *
 * @throws bad-option where there is no such column or it holds no groups.
 */
export function groupsIn({ columns, colors }: Labelled, name: string): Groups {
  const column = columns.get(name);
  if (!column) {
    const grouped = [...columns].filter(([, { kind }]) => kind === "category").map(([key]) => key);
    const has = grouped.join(", ") || "no columns of groups";
    throw new CellScapeError("bad-option", `expected a column of obs, got ${name}; there are ${has}`);
  }
  const { codes, categories, ordered } = groupsOf(column, `obs/${name}`);
  const own = colors.get(name);
  return { codes, categories, ordered, colors: own?.length === categories.length ? own : palette(categories.length) };
}

/** The same with other groups in a column; groups without a cell are left out. */
export function withGroups({ columns, colors }: Labelled, name: string, groups: Groups): Labelled {
  const { colors: own, ...column } = withoutEmpty(groups);
  return {
    columns: new Map([...columns, [name, { kind: "category", ...column }]]),
    colors: new Map([...colors, [name, own]]),
  };
}

/**
 * The code of a group by its name.
 *
 * @throws bad-option where there is none, with those that there are.
 */
export function codeOf({ categories }: Pick<Groups, "categories">, name: string): number {
  const code = categories.indexOf(name);
  if (code >= 0) return code;
  throw new CellScapeError("bad-option", `expected a group of ${categories.join(", ")}, got ${name}`);
}

/** @throws bad-option where the groups have the name already. */
export function expectFree({ categories }: Pick<Groups, "categories">, name: string, suggestion: string): void {
  if (!categories.includes(name)) return;
  throw new CellScapeError("bad-option", `expected a name that no group has, got ${name}; ${suggestion}`);
}

/** A colour that none of the groups has: the first free one of the palette. */
export function freeColor({ colors }: Pick<Groups, "colors">): string {
  const taken = new Set(colors.map((color) => color.toLowerCase()));
  const all = palette(colors.length + 1);
  return all.find((color) => !taken.has(color)) ?? all[colors.length];
}

/**
 * Groups in another order, or joined.
 *
 * @param places [groups] new place of each, 0 .. number of names - 1.
 */
export function regrouped(
  { codes, ordered }: Pick<Groups, "codes" | "ordered">,
  places: ArrayLike<number>,
  named: Pick<Groups, "categories" | "colors">,
): Groups {
  return { codes: codes.map((code) => (code < 0 ? -1 : places[code])), ordered, ...named };
}

function withoutEmpty(groups: Groups): Groups {
  const { codes, categories, colors } = groups;
  const present = new Uint8Array(categories.length);
  for (const code of codes) if (code >= 0) present[code] = 1;
  const used = categories.flatMap((_, code) => (present[code] ? [code] : []));
  if (used.length === categories.length) return groups;
  const places = categories.map((_, code) => used.indexOf(code));
  return regrouped(groups, places, {
    categories: used.map((code) => categories[code]),
    colors: used.map((code) => colors[code]),
  });
}

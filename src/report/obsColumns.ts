import { bytesToBase64 } from "../core/base64.ts";
import type { Dataset } from "../data/dataset.ts";
import { labelAt } from "../data/labels.ts";
import type { Column } from "../data/table.ts";
import { palette } from "../figure/color/palette.ts";
import type { PageGroups, PageValues } from "./pageTypes.ts";

/** Columns of obs that the map can be coloured by, and what was left out. */
export interface PageColumns {
  readonly groups: readonly PageGroups[];
  readonly values: readonly PageValues[];
  /** Names of columns for which there was no more room. */
  readonly left: readonly string[];
}

/** More labels than this are names, not groups. */
const mostCategories = 100;
/** Share of the values above which they have the last colour: a few huge counts must not swallow the range. */
const clipped = 0.995;

/**
 * The columns of obs as layers of the map, in the order of the file, until there is no more room. Columns of an earlier run
 * of cellscape, those with one value, and names of cells are left out.
 *
 * @param room letters of base64 that they may take.
 */
export function obsColumns({ obs, cells, samples }: Dataset, room: number): PageColumns {
  const groups: PageGroups[] = [];
  const values: PageValues[] = [];
  const left: string[] = [];
  let free = room;
  for (const [name, column] of obs.columns) {
    if (/^cellscape(_|$)/.test(name) || name === samples?.column) continue;
    const made = groupsOf(name, column) ?? valuesOf(name, column);
    if (made === undefined) continue;
    const letters = (("codes" in made ? 2 : 1) * 4 * cells.length) / 3;
    if (letters > free) left.push(name);
    else {
      free -= letters;
      if ("codes" in made) groups.push(made);
      else values.push(made);
    }
  }
  return { groups, values, left };
}

/** A column of labels; undefined where they are numbers, names or all alike. */
function groupsOf(name: string, column: Column): PageGroups | undefined {
  if (column.kind === "number") return undefined;
  const rows = column.kind === "category" ? column.codes.length : column.values.length;
  const labels = Array.from({ length: rows }, (_, row) => labelAt(column, row));
  const found = new Set(labels.filter((label) => label !== undefined));
  if (found.size < 2 || found.size > mostCategories) return undefined;
  const order = column.kind === "category" ? column.categories : [...found].sort(byName);
  const categories = order.filter((label) => found.has(label));
  const codeOf = new Map<string | undefined, number>(categories.map((label, code) => [label, code]));
  const codes = Uint16Array.from(labels, (label) => codeOf.get(label) ?? 0xffff);
  return { name, categories, colors: palette(categories.length), codes: bytesToBase64(new Uint8Array(codes.buffer)) };
}

const byName = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });

/** A column of numbers; undefined where they are all alike, or there are none. */
function valuesOf(name: string, column: Column): PageValues | undefined {
  if (column.kind !== "number") return undefined;
  const sorted = Float64Array.from(column.values).filter(Number.isFinite).sort();
  if (sorted.length === 0 || sorted[0] === sorted[sorted.length - 1]) return undefined;
  const last = sorted[sorted.length - 1];
  const [low, most] = [sorted[0], sorted[Math.floor(clipped * (sorted.length - 1))]];
  const high = most > low ? most : last;
  const steps = Uint8Array.from(column.values, (value) =>
    Number.isFinite(value) ? Math.round((254 * Math.min(high - low, value - low)) / (high - low)) : 255,
  );
  return { name, low, high, ...(high < last ? { clipped: true } : {}), steps: bytesToBase64(steps) };
}

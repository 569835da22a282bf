import { labelAt } from "../../data/labels.ts";
import type { Column } from "../../data/table.ts";

/** Labels as numbers; -1 where missing or ignored. */
export function codesOf(column: Column, ignore: readonly string[]): Int32Array {
  const names =
    column.kind === "category"
      ? Array.from(column.codes, (code) => column.categories[code])
      : Array.from<string | number | boolean | undefined>(column.values);
  const codes = new Map<string, number>();
  return Int32Array.from(names, (name) => {
    const text = String(name);
    if (name === undefined || (typeof name === "number" && Number.isNaN(name)) || ignore.includes(text)) return -1;
    if (!codes.has(text)) codes.set(text, codes.size);
    return codes.get(text) ?? -1;
  });
}

/** The cells of each group that has some with a known label. */
export function groupsOf(column: Column, known: Int32Array): { readonly group: string; readonly cells: Uint32Array }[] {
  const members = new Map<string, number[]>();
  known.forEach((_, i) => {
    const label = labelAt(column, i);
    if (label === undefined) return;
    const cells = members.get(label);
    if (cells) cells.push(i);
    else members.set(label, [i]);
  });
  return [...members]
    .filter(([, cells]) => cells.some((i) => known[i] >= 0))
    .map(([group, cells]) => ({ group, cells: Uint32Array.from(cells) }));
}

import type { CategoryColumn, Column } from "../data/table.ts";

/**
 * A column of groups with the names and the order that its groups have got, as scanpy's `rename_categories` and
 * `reorder_categories` leave it: cells that were not analysed keep their group too.
 *
 * @param cells rows of the cells that were analysed.
 * @param labels [cells] group of each, index into `names`.
 * @returns undefined where the groups of the column are not those of the labels under other names.
 */
export function renamedColumn(
  column: Column | undefined,
  cells: Uint32Array,
  { labels, names }: { readonly labels: Int32Array; readonly names: readonly string[] },
): CategoryColumn | undefined {
  if (column?.kind !== "category") return undefined;
  const places = new Map<number, number>();
  for (const [i, cell] of cells.entries()) {
    const before = column.codes[cell];
    const place = places.get(before);
    if (before < 0 || (place !== undefined && place !== labels[i])) return undefined;
    places.set(before, labels[i]);
  }
  if (new Set(places.values()).size < places.size) return undefined;
  const others = column.categories.flatMap((_, code) => (places.has(code) ? [] : [code]));
  // A group without an analysed cell may have a name that another has got now; one without any cell is no group.
  const kept = others.filter((code) => column.codes.includes(code) && !names.includes(column.categories[code]));
  kept.forEach((code, at) => {
    places.set(code, names.length + at);
  });
  return {
    kind: "category",
    codes: column.codes.map((code) => places.get(code) ?? -1),
    categories: [...names, ...kept.map((code) => column.categories[code])],
    ordered: column.ordered,
  };
}

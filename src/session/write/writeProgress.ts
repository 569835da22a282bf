import type { Task } from "../../core/task.ts";

/** Parts of the results, in the order in which they are written. */
type Part = "data" | "tables" | "pages" | "maps" | "figures";
/** Tells how far a part is. */
export type Update = (part: Part, share: number) => Promise<void> | undefined;

/** Updates the task from the share of a part; the parts follow each other. Seconds as measured, about. */
export function writeProgress(
  { cells, maps: mapCount, analysed }: { readonly cells: number; readonly maps: number; readonly analysed: boolean },
  task: Task,
): Update {
  const costs: Readonly<Record<Part, number>> = {
    data: 18e-6 * cells,
    tables: 5e-6 * cells,
    pages: analysed ? 1.5 + 40e-6 * cells : 0,
    // A map takes a while however few cells there are.
    maps: mapCount * (0.5 + 4.5e-6 * cells),
    figures: analysed ? 3 + 40e-6 * cells : 0,
  };
  const { data, tables, pages, maps, figures } = costs;
  const before = { data: 0, tables: data, pages: data + tables, maps: data + tables + pages };
  const last = before.maps + maps;
  return (part, share) => task.update(({ ...before, figures: last }[part] + share * costs[part]) / (last + figures));
}

import type { Task } from "../../core/task.ts";
import { groupsAmong } from "../../data/groups.ts";
import type { CategoryColumn } from "../../data/table.ts";
import type { EditedTissue } from "./editKind.ts";
import { type CellLabels, followHints, hintedCells } from "./followHints.ts";
import { groupsIn, type Labelled } from "./labelled.ts";

/** A cell to label next. */
export interface NextCell {
  /** Row of the file. */
  readonly cell: number;
  readonly name: string;
  /** Groups that dispute it, the likelier first; one where there is no other. */
  readonly between: readonly string[];
  /** 1 less the margin between their probabilities. */
  readonly dispute: number;
}

/**
 * Cells to label next, the most disputed first.
 *
 * @param before the columns without the labels.
 * @param labels those that are there already, none perhaps.
 * @throws as `followHints`.
 */
export async function nextCells(
  { column, labels }: CellLabels,
  before: Labelled,
  tissue: EditedTissue,
  { wanted, task }: { readonly wanted: number; readonly task: Task },
): Promise<NextCell[]> {
  const groups: CategoryColumn = { kind: "category", ...groupsIn(before, column) };
  const analysed = await hintedCells(groups, tissue, task.part(0, 0.5));
  const followed =
    labels.length > 0 ? await followHints({ column, labels }, before, tissue, task.part(0.5, 0.8)) : undefined;
  const known = followed && { cells: followed.hints.cells, opinions: followed.made.opinions, count: followed.count };
  const names = followed?.names ?? groupsAmong(groups, analysed.rows).categories;
  const found = await analysed.suggest(wanted, known, task.part(0.8, 1));
  return found.map(({ cell, between, dispute }) => {
    const row = analysed.rows[cell];
    return { cell: row, name: tissue.cells[row], between: [...new Set(between)].map((k) => names[k]), dispute };
  });
}

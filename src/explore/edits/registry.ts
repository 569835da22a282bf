import { z } from "zod";
import type { Task } from "../../core/task.ts";
import type { Change, EditedTissue, EditKind } from "./editKind.ts";
import { assign } from "./kinds/assign.ts";
import { chooseKind } from "./kinds/chooseKind.ts";
import { copyColumn } from "./kinds/copyColumn.ts";
import { hints } from "./kinds/hints.ts";
import { merge } from "./kinds/merge.ts";
import { recolor } from "./kinds/recolor.ts";
import { rename } from "./kinds/rename.ts";
import { reorder } from "./kinds/reorder.ts";
import type { Labelled } from "./labelled.ts";

/** Kinds of edits by the name that records have. */
const kinds = { rename, merge, assign, reorder, recolor, "copy-column": copyColumn, kind: chooseKind, hints };

/** A record of what a user did to a column, which can be done again. */
export const editSchema = z.discriminatedUnion("edit", [
  rename.schema,
  merge.schema,
  assign.schema,
  reorder.schema,
  recolor.schema,
  copyColumn.schema,
  chooseKind.schema,
  hints.schema,
]);

/** See `editSchema`. */
export type Edit = z.output<typeof editSchema>;

/** What an edit did, in words. */
export function wordsOf(edit: Edit): string {
  return kindOf(edit).words(edit);
}

/** See `EditKind.plan`. */
export function planEdit(edit: Edit, before: Labelled, tissue: EditedTissue, task: Task): Promise<Change> {
  return kindOf(edit).plan(edit, before, tissue, task);
}

/**
 * The column that an edit begins with.
 *
 * @param domain column of the domains of the run, which chosen kinds change.
 */
export function columnOf(edit: Edit, domain: string): string {
  return edit.edit === "kind" ? domain : edit.column;
}

function kindOf({ edit }: Edit): EditKind<z.ZodType<Edit>> {
  // A record of the union has the kind of its name.
  return kinds[edit] as unknown as EditKind<z.ZodType<Edit>>;
}

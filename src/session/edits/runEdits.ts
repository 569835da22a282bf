import type { Task } from "../../core/task.ts";
import { version } from "../../core/version.ts";
import { addEdits, expectBegun } from "../../explore/edits/applyRecord.ts";
import { type EditedColumns, editedColumns } from "../../explore/edits/editedColumns.ts";
import { type EditRecord, editsBeyond, labelsFingerprint, recordOfEdits } from "../../explore/edits/editRecord.ts";
import { type EditHistory, editHistory } from "../../explore/edits/history.ts";
import { columnOf } from "../../explore/edits/registry.ts";
import type { RunRecord } from "../../run/stored/runRecord.ts";
import { recordAfterChoice } from "../../run/stored/swappedKind.ts";
import type { Editable } from "./openEditable.ts";

/** A file after its edits, before it is written. */
export interface Edited extends Pick<EditHistory, "labelled" | "edits"> {
  /** What changed. */
  readonly changed: EditedColumns;
  /** All edits that are in the file then, those that it held before among them. */
  readonly record: EditRecord;
  /** The record of the run, where a chosen kind changed it. */
  readonly ofRun: RunRecord | undefined;
}

/**
 * Do the edits of a record that a file does not hold yet.
 *
 * @param where the file of the edits, for messages.
 * @param otherLabels whether the labels may be others than those that the edits began with.
 * @throws bad-data for edits of other labels; bad-option and bad-data for edits that cannot be done, naming each.
 */
export async function runEdits(
  editable: Editable,
  given: EditRecord,
  { where, otherLabels = false, task }: { readonly where: string; readonly otherLabels?: boolean; readonly task: Task },
): Promise<Edited> {
  const { labelled, tissue, held, name } = editable;
  const edits = editsBeyond(given.edits, held?.edits ?? []);
  const goesOn = held !== undefined && edits.length < given.edits.length;
  if (!goesOn && !otherLabels) expectBegun(labelled, given, { where, name });
  const history = editHistory(labelled, tissue);
  await addEdits(history, edits, { where, task });
  return editedBy(editable, history, given.column);
}

/**
 * What a history of edits made of a file.
 *
 * @param column of obs that analyses use from now on.
 */
export function editedBy(
  { labelled: before, tissue, held, stored }: Editable,
  history: EditHistory,
  column: string,
): Edited {
  const { labelled, edits } = history;
  const { keys } = tissue;
  let run = stored?.record;
  edits.forEach((edit, at) => {
    if (edit.edit !== "kind" || !run) return;
    run = { ...run, ...recordAfterChoice(run, history.after(at + 1).columns, keys, edit.kind) };
  });
  const names = edits.map((edit) => columnOf(edit, keys.domain)).filter((name) => before.columns.has(name));
  const begun = Object.fromEntries([...new Set(names)].map((name) => [name, labelsFingerprint(before, name)]));
  return {
    ...{ labelled, edits },
    changed: editedColumns(before, labelled),
    record: recordOfEdits({
      ...{ version, column, began_with: held?.began_with ?? begun },
      edits: [...(held?.edits ?? []), ...edits],
    }),
    ofRun: run === stored?.record ? undefined : run,
  };
}

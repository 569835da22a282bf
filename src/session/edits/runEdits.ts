import type { Task } from "../../core/task.ts";
import { version } from "../../core/version.ts";
import { afterEdits, expectBegun } from "../../explore/edits/applyRecord.ts";
import { type EditedColumns, editedColumns } from "../../explore/edits/editedColumns.ts";
import { type EditRecord, editsBeyond, labelsFingerprint, recordOfEdits } from "../../explore/edits/editRecord.ts";
import type { Labelled } from "../../explore/edits/labelled.ts";
import { columnOf, type Edit } from "../../explore/edits/registry.ts";
import type { RunRecord } from "../../run/stored/runRecord.ts";
import { recordAfterChoice } from "../../run/stored/swappedKind.ts";
import type { Editable } from "./openEditable.ts";

/** A file after its edits, before it is written. */
export interface Edited {
  readonly after: Labelled;
  /** What changed. */
  readonly changed: EditedColumns;
  /** All edits that are in the file then. */
  readonly record: EditRecord;
  /** Those of them that were done now. */
  readonly done: readonly Edit[];
  /** What a chosen kind changed in the record of the run. */
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
  { labelled, tissue, held, stored, source }: Editable,
  given: EditRecord,
  { where, otherLabels = false, task }: { readonly where: string; readonly otherLabels?: boolean; readonly task: Task },
): Promise<Edited> {
  const done = editsBeyond(given.edits, held?.edits ?? []);
  const goesOn = held !== undefined && done.length < given.edits.length;
  if (!goesOn && !otherLabels) expectBegun(labelled, given, { where, name: source.name });
  let run: RunRecord | undefined = stored?.record;
  const after = await afterEdits(labelled, done, {
    ...{ tissue, where, task },
    onEdit(edit, now) {
      if (edit.edit === "kind" && run) run = { ...run, ...recordAfterChoice(run, now.columns, tissue.keys, edit.kind) };
    },
  });
  const began = held?.began_with ?? begunWith(labelled, done, tissue);
  const edits = [...(held?.edits ?? []), ...done];
  return {
    after,
    changed: editedColumns(labelled, after),
    record: recordOfEdits({ version, column: given.column, began_with: began, edits }),
    done,
    ofRun: run === stored?.record ? undefined : run,
  };
}

/** The columns that edits begin with, each with the fingerprint of its labels. */
export function begunWith(
  start: Labelled,
  edits: readonly Edit[],
  tissue: Editable["tissue"],
): EditRecord["began_with"] {
  const names = edits.map((edit) => columnOf(edit, tissue.keys.domain)).filter((name) => start.columns.has(name));
  return Object.fromEntries([...new Set(names)].map((name) => [name, labelsFingerprint(start, name)]));
}

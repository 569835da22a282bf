import { editedColumns } from "../../explore/edits/editedColumns.ts";
import { editsToJson } from "../../explore/edits/editRecord.ts";
import { type EditHistory, editHistory } from "../../explore/edits/history.ts";
import { labelTable } from "../../explore/edits/labelTable.ts";
import type { Host } from "../../host/host.ts";
import type { CopyCheck } from "../../io/anndata/write.ts";
import type { Target } from "../../io/source.ts";
import { type Editable, openEditable } from "./openEditable.ts";
import { editedBy } from "./runEdits.ts";
import { saveEdits } from "./saveEdits.ts";

/** A data set that a user edits, step by step. */
export interface Editing {
  readonly editable: Editable;
  readonly history: EditHistory;
  /** The document of all edits, those that the file held before among them. @param column that analyses use from now on. */
  document(column: string): string;
  /** The column and those that were edited as a table, one line per cell. */
  labels(column: string): string;
}

/** An .h5ad that a user edits. */
export interface EditingFile extends Editing {
  /**
   * Write the file with its edits. What was edited stays as it is here, so that the next save holds these edits too.
   *
   * @param column that analyses use from now on.
   * @returns entries that describe the labels before the edits.
   * @throws as `saveEdits`.
   */
  save(target: Target, column: string, check?: CopyCheck): Promise<readonly string[]>;
}

/** Edit a data set that is open. */
export function editingOf(editable: Editable): Editing {
  const { labelled, tissue } = editable;
  const history = editHistory(labelled, tissue);
  return {
    ...{ editable, history },
    document: (column) => editsToJson(editedBy(editable, history, column).record),
    labels(column) {
      const edited = Object.keys(editedColumns(labelled, history.labelled).obs);
      return labelTable(tissue.cells, history.labelled, [...new Set([column, ...edited])]);
    },
  };
}

/**
 * Open an .h5ad to edit it.
 *
 * @throws as `openEditable`.
 */
export async function openEditing(host: Host, path: string): Promise<EditingFile> {
  const editable = await openEditable(host, path);
  const editing = editingOf(editable);
  return {
    ...editing,
    save: (target, column, check) => saveEdits(editable, editedBy(editable, editing.history, column), target, check),
  };
}

import { editsToJson } from "../../explore/edits/editRecord.ts";
import { type EditHistory, editHistory } from "../../explore/edits/history.ts";
import type { Host } from "../../host/host.ts";
import type { CopyCheck } from "../../io/anndata/write.ts";
import type { Target } from "../../io/source.ts";
import { type Editable, openEditable } from "./openEditable.ts";
import { editedBy } from "./runEdits.ts";
import { saveEdits } from "./saveEdits.ts";

/** A file that a user edits, step by step. */
export interface Editing {
  readonly editable: Editable;
  readonly history: EditHistory;
  /** The document of all edits, those that the file held before among them. @param column that analyses use from now on. */
  document(column: string): string;
  /**
   * Write the file with its edits. What was edited stays as it is here, so that the next save holds these edits too.
   *
   * @returns entries that describe the labels before the edits.
   * @throws as `saveEdits`.
   */
  save(target: Target, column: string, check?: CopyCheck): Promise<readonly string[]>;
}

/**
 * Open an .h5ad to edit it.
 *
 * @throws as `openEditable`.
 */
export async function openEditing(host: Host, path: string): Promise<Editing> {
  const editable = await openEditable(host, path);
  const history = editHistory(editable.labelled, editable.tissue);
  return {
    ...{ editable, history },
    document: (column) => editsToJson(editedBy(editable, history, column).record),
    save: (target, column, check) => saveEdits(editable, editedBy(editable, history, column), target, check),
  };
}

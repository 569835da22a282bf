import type { CopyCheck } from "../../io/anndata/write.ts";
import { writeResult } from "../../io/anndata/write.ts";
import type { Target } from "../../io/source.ts";
import { computedFrom, editedAdditions } from "./editedAdditions.ts";
import type { EditableFile } from "./openEditable.ts";
import type { Edited } from "./runEdits.ts";

/**
 * Write a file with its edits: the bytes of the input, the columns that were edited, their colours and the record.
 *
 * @returns entries that describe the labels before the edits, such as `uns/rank_genes_groups`.
 * @throws as `writeResult`.
 */
export async function saveEdits(
  editable: EditableFile,
  edited: Edited,
  target: Target,
  check?: CopyCheck,
): Promise<readonly string[]> {
  const outdated = await computedFrom(editable, Object.keys(edited.changed.obs));
  await writeResult(editable.source, target, await editedAdditions(editable, edited, outdated), check);
  return outdated;
}

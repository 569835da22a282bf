import { editsKey, editsToUns } from "../../explore/edits/editRecord.ts";
import type { UnsValue } from "../../io/anndata/elements.ts";
import { entryPaths } from "../../io/anndata/entryPaths.ts";
import type { EditableFile } from "./openEditable.ts";
import type { Edited } from "./runEdits.ts";

/** What edits add to a file: columns, their colours, the record of all edits, and what they change in that of the run. */
export interface EditedAdditions {
  readonly obs: Edited["changed"]["obs"];
  readonly uns: Readonly<Record<string, UnsValue>>;
}

/** @param outdated entries that describe the labels before the edits; undefined where they are made anew. */
export async function editedAdditions(
  { stored, tissue }: Pick<EditableFile, "stored" | "tissue">,
  { changed, record, ofRun }: Edited,
  outdated?: readonly string[],
): Promise<EditedAdditions> {
  const run = ofRun && stored ? { [tissue.keys.record]: await changedRecord(stored, tissue.keys.record, ofRun) } : {};
  const list = outdated && outdated.length > 0 ? { outdated } : {};
  return { obs: changed.obs, uns: { ...changed.colors, ...run, [editsKey]: { ...editsToUns(record), ...list } } };
}

/** The record of the run with what a chosen kind changed of it. */
async function changedRecord(
  stored: NonNullable<EditableFile["stored"]>,
  key: string,
  { domains, kinds, ...rest }: NonNullable<Edited["ofRun"]>,
): Promise<UnsValue> {
  const whole = await stored.entry(key);
  const before = typeof whole === "object" && whole !== null ? whole : {};
  const chosen = "chosen" in rest ? { chosen: rest.chosen } : {};
  // The record holds plain text, numbers and lists only.
  return { ...before, ...(domains ? { domains } : {}), ...(kinds ? { kinds } : {}), ...chosen } as unknown as UnsValue;
}

/** Entries of a file that were computed from columns, such as `uns/rank_genes_groups`: edits leave them as they are. */
export async function computedFrom(
  { source }: Pick<EditableFile, "source">,
  columns: readonly string[],
): Promise<string[]> {
  const paths = await entryPaths(source);
  // squidpy names entries after the column.
  const isNamedAfter = (path: string) =>
    columns.some((column) => path.startsWith(`uns/${column}_`) && !path.endsWith("_colors"));
  return [...paths].flatMap(([path, origin]) =>
    isNamedAfter(path) || (origin !== undefined && columns.includes(origin)) ? [path] : [],
  );
}

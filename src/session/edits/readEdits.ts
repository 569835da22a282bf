import { CellScapeError } from "../../core/errors.ts";
import { type EditRecord, editsFromJson } from "../../explore/edits/editRecord.ts";
import type { Host } from "../../host/host.ts";
import { looksLikeHdf5 } from "../../io/hdf5/superblock.ts";
import { readText } from "../read/readText.ts";
import { editsIn } from "./openEditable.ts";

/**
 * Read edits from a document of the page, or from an .h5ad that holds some.
 *
 * @throws bad-file naming the file and the entry.
 */
export async function readEdits({ files }: Pick<Host, "files">, path: string): Promise<EditRecord> {
  const source = await files.openFile(path);
  if (!looksLikeHdf5(await source.read(0, 8))) return editsFromJson(await readText({ files }, path, "edits:"), path);
  const record = await editsIn(source);
  if (record) return record;
  const way = "save edits in the page first";
  throw new CellScapeError("bad-file", `${path}: expected edits in uns/cellscape_edits, got none; ${way}`);
}

import { CellScapeError } from "../../core/errors.ts";
import type { Host } from "../../host/host.ts";
import { h5ad } from "../../io/anndata/h5ad.ts";
import { loom } from "../../io/loom/loom.ts";
import { fileFormat, folderFormat } from "../../io/match.ts";
import { h5mu } from "../../io/mudata/h5mu.ts";
import { openDataset } from "../../io/open.ts";
import type { Input, Source } from "../../io/source.ts";
import { gef } from "../../io/stereoseq/gef.ts";
import { textTable, textTables } from "../../io/tables/textTables.ts";

/** Files of an instrument lie in its folder, or in one inside it. */
const LEVELS = 2;
/** Formats of one file with everything in it: whatever lies beside it is not missing. */
const complete: ReadonlySet<string> = new Set([h5ad, h5mu, loom, gef].map(({ format }) => format));

/**
 * Read an input. Where that is a file that is no input by itself but a part of a folder that is one, the error names the folder.
 *
 * @throws whatever reading throws.
 */
export async function suggestParentFolder<T>(
  host: Pick<Host, "files" | "paths">,
  input: Input,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CellScapeError) || !["unsupported", "bad-data"].includes(error.code)) throw error;
    // A value that is wrong is wrong in the folder too.
    if (/, (line \d+|column )/.test(error.message)) throw error;
    const folder = input.kind === "file" ? await folderAround(host, input) : undefined;
    if (folder === undefined) throw error;
    throw new CellScapeError(error.code, `${error.message}; ${folder}`, { cause: error });
  }
}

/** Whether tables beside a table complete it. */
async function hasPositions(folder: Input): Promise<boolean> {
  const inspection = await openDataset(folder)
    .then((opened) => opened.inspect())
    .catch(() => undefined);
  return inspection?.positionsFrom !== undefined;
}

/** Which folder to give, in words. */
async function folderAround(
  { files, paths }: Pick<Host, "files" | "paths">,
  file: Source,
): Promise<string | undefined> {
  const own = await fileFormat(file).catch(() => undefined);
  if (own !== undefined && complete.has(own)) return undefined;
  let tables: string | undefined;
  for (let levels = 1; levels <= LEVELS; levels++) {
    const place = paths.join(file.name, ...Array.from({ length: levels }, () => ".."));
    const folder = files.folder(place);
    const format = await folderFormat(folder).catch(() => undefined);
    // Any table makes a folder of tables, which another table may be part of: the output of an instrument has precedence.
    if (format === textTables.format) {
      // Tables may lie side by side and have nothing in common.
      if (own === textTable.format && (await hasPositions(folder)))
        tables ??= `if the tables in ${place} are of one sample, give that folder`;
    } else if (format !== undefined) return `it is part of ${place} (${format}): give that folder`;
  }
  return tables;
}

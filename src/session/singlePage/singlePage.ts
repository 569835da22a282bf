import { bytesToBase64 } from "../../core/base64.ts";
import { CellScapeError } from "../../core/errors.ts";
import { megabyte, memoryInWords } from "../../core/memorySize.ts";
import { silentTask, type Task } from "../../core/task.ts";
import { openTissue } from "../../explore/open/openTissue.ts";
import type { Host } from "../../host/host.ts";
import { openDataset } from "../../io/open.ts";
import type { Source } from "../../io/source.ts";
import { packedPieces } from "./packedPieces.ts";
import { marks, partHtml } from "./pageParts.ts";

/** Bytes of a file that its page unpacks into the memory of a browser. */
const mostFile = 1024 * megabyte;
/** Bytes of a page that browsers open within seconds. */
const mostPage = 256 * megabyte;

export interface SinglePageOptions {
  /** Path of the .h5ad. */
  readonly path: string;
  /** Path of the page, which is replaced. */
  readonly out: string;
  /** The built page without a file, with both `marks`. */
  readonly template: string;
  /** Bytes that the page may have [256 MB]. */
  readonly most?: number;
}

/**
 * Write the explorer with one .h5ad inside as a page that needs no server: the file is packed, in base64, and the page
 * may request nothing, which the browser enforces.
 *
 * @returns bytes of the page.
 * @throws unsupported for what is no .h5ad or is too large; bad-option for a name without .html; cannot-write; as reading.
 */
export async function writeSinglePage(
  { files, paths }: Pick<Host, "files" | "paths">,
  { path, out, template, most = mostPage }: SinglePageOptions,
  task: Task = silentTask,
): Promise<number> {
  if (!/\.html?$/i.test(out)) {
    throw new CellScapeError("bad-option", `--export-html: expected the name of a page such as map.html, got ${out}`);
  }
  const source = await expectAnnData({ files }, path);
  const [start, middle, end] = template.split(new RegExp(Object.values(marks).join("|")));
  if (end === undefined) throw new Error("internal: a template without its marks");
  const draft = await (await files.target(out)).draft();
  let size = 0;
  const write = async (text: string) => {
    const bytes = new TextEncoder().encode(text);
    if (size + bytes.length > most) throw tooLarge(path, `a page of at most ${memoryInWords(most)}`, "a larger one");
    await draft.write(size, bytes);
    size += bytes.length;
  };
  try {
    const about = JSON.stringify({ name: paths.basename(path), size: source.size });
    // In base64, names are no part of the page's text.
    await write(`${start}${partHtml("about", bytesToBase64(new TextEncoder().encode(about)))}${middle}`);
    for await (const piece of packedPieces(source, task)) await write(partHtml("file", bytesToBase64(piece)));
    await write(end);
    await draft.commit();
  } catch (error) {
    await draft.discard();
    throw error;
  }
  return size;
}

/** The file, once it is known that the page can open it. */
async function expectAnnData({ files }: Pick<Host, "files">, path: string): Promise<Source> {
  const input = await files.open(path);
  const { format } = await openDataset(input);
  if (input.kind === "folder" || format !== "h5ad") {
    const way = "export its result.h5ad, or open it with cellscape view";
    throw new CellScapeError("unsupported", `${path}: expected an .h5ad for --export-html, got ${format}; ${way}`);
  }
  if (input.size > mostFile)
    throw tooLarge(path, `a file of at most ${memoryInWords(mostFile)}`, memoryInWords(input.size));
  await openTissue(input);
  return input;
}

function tooLarge(path: string, expected: string, got: string): CellScapeError {
  const way = "open it with cellscape view, or leave layers out of it";
  return new CellScapeError("unsupported", `${path}: expected ${expected} for --export-html, got ${got}; ${way}`);
}

import { CellScapeError } from "../core/errors.ts";
import { exporters } from "../export/exporters.ts";
import { openResult } from "../export/openResult.ts";
import type { Host } from "../host/host.ts";
import { oneColumn } from "./options/oneColumn.ts";

/** Formats and folder of an export. */
export interface ExportFileOptions {
  /** Names of formats; see `exportFormats`. */
  readonly to: readonly string[];
  /** Folder that the files go to; made when it is not there. */
  readonly out: string;
  /** Column of obs with the groups [cellscape_domain]. */
  readonly column?: readonly string[] | undefined;
  /** Where the folder will be served from, for formats that are opened by address. */
  readonly url?: string;
}

/** Formats that results can be exported to, with a line on each. */
export const exportFormats: readonly { readonly format: string; readonly describes: string }[] = exporters;

/**
 * Export a result to the formats of other programs.
 *
 * @returns a line for each format: what was written and how to open it.
 * @throws bad-option for a format that is not known or a column that is not there; cannot-write; whatever reading throws.
 */
export async function exportFile({ files, paths }: Host, path: string, options: ExportFileOptions): Promise<string[]> {
  const { to, out, column, url = "http://127.0.0.1:8000/" } = options;
  if (!URL.canParse(url)) {
    const expected = "an address such as http://127.0.0.1:8000/";
    throw new CellScapeError("bad-option", `--url: expected ${expected}, got ${url}`);
  }
  const groups = oneColumn(column);
  const chosen = to.map((name) => {
    const exporter = exporters.find(({ format }) => format === name);
    if (exporter) return exporter;
    const known = exporters.map(({ format }) => format).join(", ");
    throw new CellScapeError("bad-option", `--to: expected some of ${known}, got ${name}`);
  });
  const result = await openResult(await files.openFile(path), groups);
  const target = { put: (inner: string, content: string | Uint8Array) => files.save(paths.join(out, inner), content) };
  const lines: string[] = [];
  for (const exporter of chosen) {
    const written = await exporter.write(result, target, { url });
    lines.push(`${paths.join(out, written.path)}: ${written.how}`);
  }
  return lines;
}

import { codesByOccurrence } from "../../bench/outside/codes.ts";
import { labelsByLine } from "../../bench/outside/labelRows.ts";
import type { Host } from "../../host/host.ts";
import { readText } from "../read/readText.ts";
import { type BenchData, textsOf } from "./benchData.ts";

/** Labels that exist already, with the seed that they stand for where there are several. */
export interface ImportedLabels {
  readonly method: string;
  readonly seed: number | undefined;
  /** [n] */
  readonly codes: Int32Array;
}

/**
 * Labels of columns of obs (`pred_*` stands for all that begin so), or of files of one label per line.
 *
 * @throws bad-option for what is neither a column nor a file; bad-data for a file of another number of lines.
 */
export async function importLabels(host: Host, { planned, obs, cells }: BenchData): Promise<ImportedLabels[]> {
  const made: ImportedLabels[] = [];
  for (const [method, sources] of Object.entries(planned.labels)) {
    const named = sources.flatMap((source) => matching([...obs.columns.keys()], source));
    for (const [at, source] of named.entries()) {
      const labels = obs.columns.has(source)
        ? textsOf({ obs }, source, planned.file)
        : await linesOf(host, source, cells.length, () => textsOf({ obs }, source, planned.file));
      const { codes } = codesByOccurrence(labels, planned.unknown);
      made.push({ method, seed: named.length > 1 ? at : undefined, codes });
    }
  }
  return made;
}

/** Columns that a name with `*` at its end stands for, in the order of their numbers. */
function matching(columns: readonly string[], source: string): string[] {
  if (!source.endsWith("*")) return [source];
  const start = source.slice(0, -1);
  const found = columns.filter((column) => column.startsWith(start));
  return found.length === 0 ? [source] : found.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}

async function linesOf(host: Host, path: string, cells: number, refuse: () => never | unknown): Promise<string[]> {
  const there = await host.files.openFile(path).catch(() => undefined);
  if (there === undefined) refuse();
  return labelsByLine(await readText(host, path, "--labels"), cells, path);
}

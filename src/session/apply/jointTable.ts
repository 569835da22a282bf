import { CellScapeError } from "../../core/errors.ts";
import { bytesOf } from "../../io/bytes/byteStream.ts";
import type { Source } from "../../io/source.ts";
import { csvLine } from "../../results/csv.ts";

/** The domains.csv of one sample. */
export interface SampleTable {
  readonly sample: string;
  readonly open: () => Promise<Source>;
}

/**
 * Tables of several samples as one, with the sample of each line last; where the tables have a column `sample` of their own,
 * it stays and the new one is called `input`. Files are read piece by piece.
 *
 * @throws bad-data where a table has other columns than the first.
 */
export async function* jointTable(tables: readonly SampleTable[]): AsyncGenerator<string, void> {
  let columns: string | undefined;
  for (const { sample, open } of tables) {
    const source = await open();
    const last = `,${csvLine([sample])}\n`;
    let isHeader = true;
    for await (const { head, records } of recordsOf(source)) {
      if (isHeader) {
        if (columns === undefined) {
          columns = head;
          yield `${head},${head.split(",").includes("sample") ? "input" : "sample"}\n`;
        } else if (columns !== head) {
          throw new CellScapeError("bad-data", `${source.name}: expected the columns ${columns}, got ${head}`);
        }
        isHeader = false;
      }
      if (records.length > 0) yield `${records.join(last)}${last}`;
    }
  }
}

/** Lines of a table, many at a time, without their ends; the first line apart. */
async function* recordsOf(source: Source): AsyncGenerator<{ readonly head: string; readonly records: string[] }, void> {
  const decoder = new TextDecoder();
  let rest = "";
  let head: string | undefined;
  for await (const bytes of bytesOf(source)) {
    rest += decoder.decode(bytes, { stream: true });
    const records: string[] = [];
    let from = 0;
    for (let end = endOfRecord(rest, from); end >= 0; end = endOfRecord(rest, from)) {
      records.push(rest.slice(from, end));
      from = end + 1;
    }
    rest = rest.slice(from);
    head ??= records.shift();
    if (head !== undefined) yield { head, records };
  }
}

/** Where the line that begins at `from` ends, -1 where its end is still to come: line ends within quotes belong to a field. */
function endOfRecord(text: string, from: number): number {
  let isQuoted = false;
  let start = from;
  for (let end = text.indexOf("\n", from); end >= 0; end = text.indexOf("\n", start)) {
    if ((text.slice(start, end).split('"').length - 1) % 2 === 1) isQuoted = !isQuoted;
    if (!isQuoted) return end;
    start = end + 1;
  }
  return -1;
}

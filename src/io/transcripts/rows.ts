import { type FileMetaData, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { CellScapeError } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import { watchedSource } from "../bytes/watchedSource.ts";
import { boundedCompressors, soundPages } from "../parquet/pages.ts";
import { guardParquet, parquetBytes, topColumns } from "../parquet/table.ts";
import type { Source } from "../source.ts";
import { textHead } from "../text/head.ts";
import { textRows } from "../text/rows.ts";

/** A table with a row for every transcript, read as it arrives. */
export interface TranscriptTable {
  readonly source: Source;
  readonly header: readonly string[];
  /** Rows of the columns requested; text where the file is text. */
  rows(
    columns: readonly string[],
    task?: Task,
  ): AsyncGenerator<{ rows: readonly (readonly unknown[])[]; line: number }>;
}

/** Rows of a parquet table that are held at a time. */
const MOST_ROWS = 1 << 24;

/** Open a table, text (plain or gzip) or parquet; undefined when the file is none. */
export async function openTranscripts(source: Source): Promise<TranscriptTable | undefined> {
  const magic = new TextDecoder().decode(await source.read(0, 4));
  if (magic === "PAR1") return openParquet(source);
  const head = await textHead(source);
  if (head === undefined) return undefined;
  return {
    source,
    header: head.header,
    async *rows(columns, task = silentTask) {
      const watched = { ...head, source: watchedSource(head.source, task) };
      const at = columns.map((column) => head.header.indexOf(column));
      for await (const { rows, line } of textRows(watched))
        yield { rows: rows.map((row) => at.map((j) => row[j])), line };
    },
  };
}

async function openParquet(source: Source): Promise<TranscriptTable> {
  const file = parquetBytes(source);
  const metadata: FileMetaData = await guardParquet(source, () => parquetMetadataAsync(file));
  return {
    source,
    header: topColumns(metadata),
    async *rows(columns, task = silentTask) {
      // Groups of rows are decoded as a whole, so they are read as a whole: writers make them of up to a million rows.
      let from = 0;
      for (const { num_rows } of metadata.row_groups) {
        const rowEnd = from + Number(num_rows);
        if (!(rowEnd - from >= 0 && rowEnd - from <= MOST_ROWS)) {
          const got = `${num_rows}`;
          throw new CellScapeError(
            "bad-file",
            `${source.name}: expected groups of up to ${MOST_ROWS} rows, got ${got}`,
          );
        }
        const objects = await guardParquet(source, () =>
          parquetReadObjects({
            file: soundPages(file, metadata),
            metadata,
            columns: [...columns],
            rowStart: from,
            rowEnd,
            compressors: boundedCompressors,
          }),
        );
        if (objects.length !== rowEnd - from) {
          const got = `${objects.length} of ${rowEnd - from}`;
          throw new CellScapeError("bad-file", `${source.name}: expected all rows of the table, got ${got}`);
        }
        yield { rows: objects.map((object) => columns.map((column) => object[column])), line: from + 1 };
        from = rowEnd;
        await task.update(from / Number(metadata.num_rows));
      }
    },
  };
}

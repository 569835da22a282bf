import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead } from "hyparquet";
import { CellScapeError } from "../../core/errors.ts";
import type { Column } from "../../data/table.ts";
import type { Source } from "../source.ts";
import type { FileTable } from "../stored/table.ts";
import { boundedCompressors, soundPages } from "./pages.ts";

/** Rows times columns held in memory. */
const MOST_VALUES = 2 ** 28;

/**
 * Read a parquet table: numbers, text and booleans; columns of other kinds are left out.
 *
 * @param isText whether a column holds names, even if they are stored as numbers.
 * @throws bad-file when it is damaged or too large to be held.
 */
export async function readParquetTable(
  source: Source,
  { isText = () => false }: { readonly isText?: (column: string) => boolean } = {},
): Promise<FileTable> {
  const file = parquetBytes(source);
  const metadata = await guardParquet(source, () => parquetMetadataAsync(file));
  const names = topColumns(metadata);
  const rows = Number(metadata.num_rows);
  if (!(rows >= 0 && rows * names.length <= MOST_VALUES)) {
    const expected = `a table of up to ${MOST_VALUES} values`;
    throw new CellScapeError("bad-file", `${source.name}: expected ${expected}, got ${rows} rows of ${names.length}`);
  }
  const columns = new Map<string, Column>();
  for (const name of names) {
    const values = await readColumn(source, file, metadata, name, rows);
    const column = toColumn(values, isText(name));
    if (column !== undefined) columns.set(name, column);
  }
  return { name: source.name, rows, columns };
}

/** A file as the parquet library reads it. */
export function parquetBytes(source: Source): AsyncBuffer {
  async function slice(start: number, end: number): Promise<ArrayBuffer> {
    if (!(start >= 0 && start <= end && end <= source.size)) {
      const got = `${start} to ${end} of ${source.size}`;
      throw new CellScapeError("bad-file", `${source.name}: expected parts inside of the table, got bytes ${got}`);
    }
    const bytes = await source.read(start, end - start);
    return bytes.slice().buffer;
  }
  return {
    byteLength: source.size,
    slice(start, end = source.size) {
      const reading = slice(start, end);
      // The library requests many parts at once and may fail before it waits for all: those must not end the process.
      reading.catch(() => undefined);
      return reading;
    },
  };
}

/** Columns at the top of the schema that hold one value per row. */
export function topColumns({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  for (let at = 1; at < schema.length; at++) {
    const { name, num_children: children = 0 } = schema[at];
    if (children === 0) names.push(name);
    at += descendants(schema, at);
  }
  return names;
}

function descendants(schema: FileMetaData["schema"], at: number): number {
  let pending = schema[at]?.num_children ?? 0;
  let count = 0;
  while (pending > 0 && at + count + 1 < schema.length) {
    count++;
    pending += (schema[at + count].num_children ?? 0) - 1;
  }
  return count;
}

async function readColumn(
  source: Source,
  file: AsyncBuffer,
  metadata: FileMetaData,
  name: string,
  rows: number,
): Promise<unknown[]> {
  const values = new Array<unknown>(rows);
  let filled = 0;
  await guardParquet(source, () =>
    parquetRead({
      file: soundPages(file, metadata),
      metadata,
      columns: [name],
      compressors: boundedCompressors,
      onChunk({ columnData, rowStart }) {
        for (let i = 0; i < columnData.length && rowStart + i < rows; i++) values[rowStart + i] = columnData[i];
        filled += columnData.length;
      },
    }),
  );
  if (filled === rows) return values;
  throw new CellScapeError("bad-file", `${source.name}: expected ${rows} values in ${name}, got ${filled}`);
}

function toColumn(values: readonly unknown[], asText: boolean): Column | undefined {
  const present = values.filter((value) => value !== null && value !== undefined);
  const all = (kinds: readonly string[]) => present.every((value) => kinds.includes(typeof value));
  if (all(["number", "bigint"]) && !asText) {
    return {
      kind: "number",
      values: Float64Array.from(values, (value) => (isThere(value) ? Number(value) : Number.NaN)),
    };
  }
  if (all(["boolean"]))
    return { kind: "boolean", values: values.map((value) => (isThere(value) ? value === true : undefined)) };
  if (all(["string", "number", "bigint"])) {
    return { kind: "string", values: values.map((value) => (isThere(value) ? String(value) : undefined)) };
  }
  return undefined;
}

const isThere = (value: unknown) => value !== null && value !== undefined;

/** Whatever the parquet library throws becomes one error that names the file. */
export async function guardParquet<T>(source: Source, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof CellScapeError) throw cause;
    const got = cause instanceof Error ? cause.message : String(cause);
    throw new CellScapeError("bad-file", `${source.name}: expected a readable parquet table, got ${got}`, { cause });
  }
}

import type { AsyncBuffer, ColumnMetaData, DataReader, FileMetaData, PageHeader, SchemaTree } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { decompressPage } from "hyparquet/src/datapage.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath } from "hyparquet/src/schema.js";
import { readVarInt } from "hyparquet/src/thrift.js";
import { compressors } from "hyparquet-compressors";
import { viewOf } from "../bytes/viewOf.ts";

/** A page of a column; writers make them near 1 MB. */
const MOST_PAGE_BYTES = 2 ** 28;
/** Values of a page; writers make pages of some 20,000. */
const MOST_VALUES = 2 ** 28;
/** Codes of values that are places in a dictionary. */
const DICTIONARY = ["PLAIN_DICTIONARY", "RLE_DICTIONARY"];

/**
 * The same file, whose pages are checked as they are read: no run of repeated values may be longer than its page
 * states. The parquet library (hyparquet 1.31) believes the length of a run, which one wrong byte makes two billion: it fills
 * memory until the process ends.
 *
 * @see https://parquet.apache.org/docs/file-format/data-pages/encodings/ "Run Length Encoding / Bit-Packing Hybrid"
 */
export function soundPages(file: AsyncBuffer, metadata: FileMetaData): AsyncBuffer {
  const columns = metadata.row_groups.flatMap((group) => group.columns.flatMap(({ meta_data }) => meta_data ?? []));
  async function checked(start: number, end: number): Promise<ArrayBuffer> {
    const bytes = await file.slice(start, end);
    for (const column of columns) {
      const from = Number(column.dictionary_page_offset || column.data_page_offset);
      const to = Math.min(from + Number(column.total_compressed_size), start + bytes.byteLength);
      // What begins inside of a column begins with one of its pages.
      const first = Math.max(from, start);
      if (first >= to) continue;
      const path = getSchemaPath(metadata.schema, column.path_in_schema);
      expectSoundColumn(new Uint8Array(bytes, first - start, to - first), column, path);
    }
    return bytes;
  }
  return {
    byteLength: file.byteLength,
    slice(start, end = file.byteLength) {
      const bytes = checked(start, end);
      // The library requests several parts at once and stops at the first that fails: the others must not end the process.
      bytes.catch(() => undefined);
      return bytes;
    },
  };
}

/** The decoders at hand, limited to what a page may hold. */
export const boundedCompressors = Object.fromEntries(
  Object.entries(compressors).map(([codec, decompress]) => [
    codec,
    (input: Uint8Array, length: number) => {
      if (!(length >= 0 && length <= MOST_PAGE_BYTES)) throw new RangeError(`a page of ${length} bytes`);
      return decompress(input, length);
    },
  ]),
);

function expectSoundColumn(bytes: Uint8Array, column: ColumnMetaData, path: SchemaTree[]): void {
  const reader = readerOf(bytes);
  let values = 0;
  while (reader.offset < bytes.length - 1 && values < column.num_values) {
    const header = parquetHeader(reader);
    const size = header.compressed_page_size;
    if (!(size >= 0 && reader.offset + size <= bytes.length)) throw new RangeError(`a page of ${size} bytes`);
    const [count, ...sizes] = sizesOf(header);
    // One that is missing makes the library read the same byte forever.
    if (![count, ...sizes].every((each) => Number.isInteger(each) && each >= 0 && each <= MOST_VALUES)) {
      throw new RangeError(`a page of ${count} values with sizes ${sizes.join(", ") || "none"}`);
    }
    if (header.type === "DICTIONARY_PAGE") {
      reader.offset += size;
      continue;
    }
    values += count;
    expectSoundPage(bytes.subarray(reader.offset, reader.offset + size), header, { column, path });
    reader.offset += size;
  }
}

/** What the header of a page states of its size, the number of values first. */
function sizesOf({ type, data_page_header, data_page_header_v2, dictionary_page_header }: PageHeader): number[] {
  const none = Number.NaN;
  if (type === "DATA_PAGE") return [data_page_header?.num_values ?? none];
  if (type === "DICTIONARY_PAGE") return [dictionary_page_header?.num_values ?? none];
  if (type !== "DATA_PAGE_V2" || data_page_header_v2 === undefined) return [none];
  const { num_values, num_nulls, num_rows } = data_page_header_v2;
  const { repetition_levels_byte_length, definition_levels_byte_length } = data_page_header_v2;
  return [num_values, num_nulls, num_rows, repetition_levels_byte_length, definition_levels_byte_length];
}

/** Levels come first (each with its length in version 1 of pages), values follow. */
function expectSoundPage(
  stored: Uint8Array,
  header: PageHeader,
  { column, path }: { column: ColumnMetaData; path: SchemaTree[] },
): void {
  const widths = [getMaxRepetitionLevel(path), getMaxDefinitionLevel(path)].map(bitsOf);
  const unpacked = (bytes: Uint8Array, size: number) => decompressPage(bytes, size, column.codec, boundedCompressors);
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (header.type === "DATA_PAGE" && first !== undefined) {
    const withLevels = widths.some((width) => width > 0);
    const isRuns = DICTIONARY.includes(first.encoding) || first.encoding === "RLE";
    if (!withLevels && !isRuns) return;
    const page = readerOf(unpacked(stored, Number(header.uncompressed_page_size)));
    for (const width of widths) if (width > 0) expectSizedRuns(page, width, first.num_values);
    if (!isRuns) return;
    if (column.type === "BOOLEAN") expectSizedRuns(page, 1, first.num_values);
    else expectRuns(page, page.view.getUint8(page.offset++), first.num_values);
  } else if (header.type === "DATA_PAGE_V2" && second !== undefined) {
    const lengths = [second.repetition_levels_byte_length, second.definition_levels_byte_length];
    const levels = lengths[0] + lengths[1];
    let at = 0;
    for (const [k, width] of widths.entries()) {
      if (width > 0) expectRuns(readerOf(stored.subarray(at)), width, second.num_values);
      at += lengths[k];
    }
    const isRuns = second.encoding === "RLE";
    if (!isRuns && !DICTIONARY.includes(second.encoding)) return;
    const body = stored.subarray(levels);
    const size = Number(header.uncompressed_page_size) - levels;
    const page = readerOf(second.is_compressed === false ? body : unpacked(body, size));
    if (isRuns) expectSizedRuns(page, 1, second.num_values);
    else expectRuns(page, page.view.getUint8(page.offset++), second.num_values);
  }
}

/** Runs with their length in bytes before them. */
function expectSizedRuns(reader: DataReader, width: number, values: number): void {
  const length = reader.view.getUint32(reader.offset, true);
  reader.offset += 4;
  const start = reader.offset;
  expectRuns(reader, width, values);
  reader.offset = start + length;
}

/** Walk runs until they make `values`, or end: where some values are missing, fewer are stored. */
function expectRuns(reader: DataReader, width: number, values: number): void {
  for (let seen = 0; seen < values && reader.offset < reader.view.byteLength; ) {
    const header = readVarInt(reader);
    const isPacked = (header & 1) === 1;
    // Packed values come eight at a time, so that some at the end mean nothing.
    const count = isPacked ? (header >>> 1) * 8 : header >>> 1;
    if (count > values + 7) throw new RangeError(`a run of ${count} in a page of ${values} values`);
    reader.offset += isPacked ? (count * width) / 8 : Math.ceil(width / 8);
    seen += count;
  }
}

const readerOf = (bytes: Uint8Array): DataReader => ({
  view: viewOf(bytes),
  offset: 0,
});

const bitsOf = (most: number) => 32 - Math.clz32(most);

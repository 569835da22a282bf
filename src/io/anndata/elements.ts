import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { BooleanColumn, Column, StringColumn } from "../../data/table.ts";
import type { Picture } from "../../data/tissue.ts";
import type { Hdf5Writer, StoredArray } from "../hdf5/writer.ts";

/** A matrix as compressed rows, of either precision. */
export interface StoredSparse extends Omit<Sparse, "values"> {
  readonly values: Float32Array | Float64Array;
}

/** A table with named rows: what pandas calls a DataFrame. */
export interface StoredTable {
  readonly names: readonly string[];
  readonly columns: ReadonlyMap<string, Column>;
}

/** Named lists of equal length as one array of records, as scanpy keeps one list a group. */
export interface StoredRecords {
  readonly fields: ReadonlyMap<string, readonly string[] | Float32Array | Float64Array>;
}

/** Numbers along any number of axes, row-major. */
export interface StoredGrid {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** What may be put into uns: text, numbers, booleans, lists of them, tables, records, matrices, dictionaries of all. */
export type UnsValue =
  | StoredTable
  | StoredRecords
  | StoredSparse
  | StoredGrid
  | Matrix
  | Picture
  | string
  | number
  | boolean
  | readonly string[]
  | readonly number[]
  | readonly boolean[]
  | Int32Array
  | Float32Array
  | Float64Array
  | { readonly [key: string]: UnsValue };

const ARRAY = { "encoding-type": "array", "encoding-version": "0.2.0" };
const STRINGS = { "encoding-type": "string-array", "encoding-version": "0.2.0" };
export const DICT = { "encoding-type": "dict", "encoding-version": "0.1.0" };
const LEVELS = 32;

/**
 * One column of a table, encoded as anndata 0.8 and later do.
 *
 * Text with missing values becomes a category, which is what anndata makes of it too.
 */
export function writeColumn(writer: Hdf5Writer, path: string, column: Column): void {
  switch (column.kind) {
    case "number":
      writeArray(writer, path, column.values);
      break;
    case "category":
      writeCategory(writer, path, column.codes, column.categories, column.ordered);
      break;
    case "string":
      writeText(writer, path, column);
      break;
    case "boolean":
      writeFlags(writer, path, column);
      break;
  }
}

/** Codes in the smallest integers that hold them, as pandas keeps them. */
export function writeCategory(
  writer: Hdf5Writer,
  path: string,
  codes: Int32Array,
  categories: readonly string[],
  ordered: boolean,
): void {
  writer.group(path, { "encoding-type": "categorical", "encoding-version": "0.2.0" });
  writer.booleanAttribute(path, "ordered", ordered);
  writeStrings(writer, `${path}/categories`, categories);
  const most = categories.length - 1;
  const stored = most < 128 ? Int8Array.from(codes) : most < 32768 ? Int16Array.from(codes) : codes;
  writeArray(writer, `${path}/codes`, stored);
}

/** Numbers as an array of any shape; one axis by default. */
export function writeArray(writer: Hdf5Writer, path: string, values: StoredArray, shape?: readonly number[]): void {
  writer.numbers(path, values, shape);
  encode(writer, path, ARRAY);
}

/** Texts as an array of any shape; one axis by default. */
export function writeStrings(
  writer: Hdf5Writer,
  path: string,
  values: readonly string[],
  shape?: readonly number[],
): void {
  writer.strings(path, values, shape);
  encode(writer, path, STRINGS);
}

/** Booleans as an array of any shape; one axis by default. */
export function writeBooleans(
  writer: Hdf5Writer,
  path: string,
  values: readonly boolean[],
  shape?: readonly number[],
): void {
  writer.booleans(path, values, shape);
  encode(writer, path, ARRAY);
}

/** A dense matrix. */
export function writeMatrix(writer: Hdf5Writer, path: string, { rows, columns, values }: Matrix): void {
  writeArray(writer, path, values, [rows, columns]);
}

/** A CSR matrix, compressed with gzip. */
export function writeSparse(
  writer: Hdf5Writer,
  path: string,
  { rows, columns, starts, indices, values }: StoredSparse,
): void {
  writer.group(path, { "encoding-type": "csr_matrix", "encoding-version": "0.1.0" });
  writer.sizesAttribute(path, "shape", [rows, columns]);
  writer.compressed(`${path}/data`, values);
  // scipy's own index types: 32 bits while they suffice.
  writer.compressed(`${path}/indices`, Int32Array.from(indices));
  const offsets = starts[rows] < 2 ** 31 ? Int32Array.from(starts) : BigInt64Array.from(starts, BigInt);
  writer.compressed(`${path}/indptr`, offsets);
}

/** The group of a table with its names and columns. */
export function writeTable(
  writer: Hdf5Writer,
  path: string,
  names: readonly string[],
  columns: Iterable<readonly [string, Column]>,
): void {
  writer.group(path, { "encoding-type": "dataframe", "encoding-version": "0.2.0", _index: "_index" });
  writeStrings(writer, `${path}/_index`, names);
  const order: string[] = [];
  for (const [name, column] of columns) {
    writeColumn(writer, `${path}/${name}`, column);
    order.push(name);
  }
  writer.textListAttribute(path, "column-order", order);
}

/**
 * A value of uns, dictionaries with all that they hold.
 *
 * @throws bad-option for dictionaries inside dictionaries beyond 32 levels.
 */
export function writeUns(writer: Hdf5Writer, path: string, value: UnsValue, level = 0): void {
  if (typeof value === "string") {
    writer.strings(path, [value], []);
    encode(writer, path, { "encoding-type": "string", "encoding-version": "0.2.0" });
  } else if (typeof value === "number" || typeof value === "boolean") {
    if (typeof value === "boolean") writer.booleans(path, [value], []);
    else if (Number.isSafeInteger(value)) writer.numbers(path, BigInt64Array.of(BigInt(value)), []);
    else writer.numbers(path, Float64Array.of(value), []);
    encode(writer, path, { "encoding-type": "numeric-scalar", "encoding-version": "0.2.0" });
  } else if (ArrayBuffer.isView(value)) {
    writeArray(writer, path, value);
  } else if (isList(value)) {
    // An empty list is a list of numbers, as numpy makes of it.
    if (value.length > 0 && isListOf(value, "string")) writeStrings(writer, path, value);
    else if (value.length > 0 && isListOf(value, "boolean")) writeBooleans(writer, path, value);
    else writeArray(writer, path, Float64Array.from(value, Number));
  } else if (isTable(value)) {
    writeTable(writer, path, value.names, value.columns);
  } else if (isRecords(value)) {
    writeRecords(writer, path, value);
  } else if (isSparse(value)) {
    writeSparse(writer, path, value);
  } else if (isMatrix(value)) {
    writeMatrix(writer, path, value);
  } else if (isGrid(value)) {
    writeArray(writer, path, value.values, value.shape);
  } else if (isPicture(value)) {
    writer.picture(path, value);
    encode(writer, path, ARRAY);
  } else {
    if (level > LEVELS) {
      throw new CellScapeError("bad-option", `${path}: expected at most ${LEVELS} levels of dictionaries, got more`);
    }
    writer.group(path, DICT);
    for (const [key, entry] of Object.entries(value)) writeUns(writer, `${path}/${key}`, entry, level + 1);
  }
}

/** What distinguishes the kinds of entries of uns: a dictionary holds neither maps nor unsigned integers. */
export const isTable = (value: UnsValue): value is StoredTable =>
  typeof value === "object" && "columns" in value && value.columns instanceof Map;
export const isRecords = (value: UnsValue): value is StoredRecords =>
  typeof value === "object" && "fields" in value && value.fields instanceof Map;
export const isSparse = (value: UnsValue): value is StoredSparse =>
  typeof value === "object" && "starts" in value && value.starts instanceof Uint32Array;

export const isPicture = (value: UnsValue): value is Picture =>
  typeof value === "object" && "channels" in value && "values" in value && value.values instanceof Uint8Array;

export const isMatrix = (value: UnsValue): value is Matrix =>
  typeof value === "object" &&
  "rows" in value &&
  "columns" in value &&
  "values" in value &&
  ArrayBuffer.isView(value.values) &&
  value.values.length === Number(value.rows) * Number(value.columns);

export const isGrid = (value: UnsValue): value is StoredGrid =>
  typeof value === "object" && "shape" in value && "values" in value && ArrayBuffer.isView(value.values);

/**
 * Text as bytes of one length each: the HDF5 library at hand cannot put text of varying length into records. anndata
 * takes such bytes for ASCII, so other characters become question marks.
 */
function writeRecords(writer: Hdf5Writer, path: string, { fields }: StoredRecords): void {
  const plain = new Map<string, readonly string[] | Float32Array | Float64Array>();
  for (const [name, values] of fields) plain.set(name, isListOfText(values) ? values.map(asciiOf) : values);
  writer.records(path, plain);
  encode(writer, path, { "encoding-type": "rec-array", "encoding-version": "0.2.0" });
}

const isListOfText = (values: readonly string[] | Float32Array | Float64Array): values is readonly string[] =>
  Array.isArray(values);

export const asciiOf = (text: string) => text.replace(/[^\x20-\x7e]/gu, "?");

/** Text; a category where values are missing, sorted as pandas sorts it. */
function writeText(writer: Hdf5Writer, path: string, { values }: StringColumn): void {
  const present = values.filter((value) => value !== undefined);
  if (present.length === values.length) {
    writeStrings(writer, path, present);
    return;
  }
  const categories = [...new Set(present)].sort();
  const codeOf = new Map<string | undefined, number>(categories.map((name, code) => [name, code]));
  const codes = Int32Array.from(values, (value) => codeOf.get(value) ?? -1);
  writeCategory(writer, path, codes, categories, false);
}

/** Booleans; with missing values beside a mask that is true where one is missing. */
function writeFlags(writer: Hdf5Writer, path: string, { values }: BooleanColumn): void {
  const flags = values.map((value) => value ?? false);
  if (!values.includes(undefined)) {
    writeBooleans(writer, path, flags);
    return;
  }
  writer.group(path, { "encoding-type": "nullable-boolean", "encoding-version": "0.1.0" });
  writeBooleans(writer, `${path}/values`, flags);
  const mask = values.map((value) => value === undefined);
  writeBooleans(writer, `${path}/mask`, mask);
}

function encode(writer: Hdf5Writer, path: string, attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) writer.textAttribute(path, name, value);
}

type List = readonly string[] | readonly number[] | readonly boolean[];

/** `Array.isArray` does not narrow read-only arrays. */
const isList = (value: UnsValue): value is List => Array.isArray(value);

function isListOf(value: List, type: "string"): value is readonly string[];
function isListOf(value: List, type: "boolean"): value is readonly boolean[];
function isListOf(value: List, type: string): boolean {
  return value.every((item: unknown) => typeof item === type);
}

import { CellScapeError } from "../../core/errors.ts";
import type { Column } from "../../data/table.ts";
import type { StoredTree } from "../stored/tree.ts";
import type { NamedTable } from "./namedTable.ts";

/** One field of an array of records: a value per row, or a fixed number of them. */
export interface Field {
  readonly name: string;
  readonly type: "string" | "integer" | "float" | "boolean";
  /** Bytes of one number. */
  readonly size: number;
  readonly signed: boolean;
  /** Values per row. */
  readonly width: number;
  /** [rows * width] values; bigint for 64-bit integers. */
  readonly values: readonly (string | number | bigint)[];
}

/**
 * A table stored as an array of records, as anndata wrote obs and var before 0.7. The first field holds the names;
 * integers with a list `uns/<column>_categories` are categories.
 *
 * @throws bad-file when it cannot be read.
 */
export function readRecordTable(file: StoredTree, path: string): NamedTable {
  const [names, ...fields] = readFields(file, path);
  if (names === undefined)
    throw new CellScapeError("bad-file", `${file.name}: expected names in ${path}, got no fields`);
  const columns = new Map<string, Column>();
  const notes: string[] = [];
  for (const field of fields) {
    if (field.width === 1) columns.set(field.name, fieldColumn(file, field));
    else notes.push(`the column ${field.name} of ${path} was left out: it holds ${field.width} values per row`);
  }
  const texts = names.values.map(String);
  return { names: texts, table: { rows: texts.length, columns }, notes };
}

/**
 * All fields of an array of records.
 *
 * @throws bad-file when there are no records; unsupported for a field of another kind than text, numbers and booleans.
 */
export function readFields(file: StoredTree, path: string): Field[] {
  const { shape, members } = file.info(path);
  const rows = file.records(path);
  if (shape.length !== 1 || rows.length !== shape[0]) {
    throw new CellScapeError("bad-file", `${file.name}: expected a list of records in ${path}, got [${shape}]`);
  }
  return (members ?? []).map((member, at) => {
    // Class codes of HDF5 datatypes: 10 array, 8 enumeration, 3 string, 1 float, 0 integer.
    const element = member.type === 10 ? member.array_type : member;
    const type = element && ({ 0: "integer", 1: "float", 3: "string", 8: "boolean" } as const)[element.type];
    if (element === undefined || type === undefined) {
      throw new CellScapeError(
        "unsupported",
        `${file.name}: expected text or numbers in field ${member.name} of ${path}`,
      );
    }
    const values = rows.flatMap((row) => flat(row[at]));
    const width = rows.length === 0 ? 1 : values.length / rows.length;
    return { name: member.name, type, size: element.size, signed: element.signed, width, values };
  });
}

/** The categories that `uns` keeps for a field of codes; undefined when the field holds no codes. */
export function fieldCategories(file: StoredTree, field: Field): string[] | undefined {
  const path = `uns/${field.name}_categories`;
  if (field.type !== "integer" || field.width !== 1 || file.kind(path) !== "dataset") return undefined;
  const { type } = file.info(path);
  const categories = type === "string" ? file.strings(path) : Array.from(file.numbers(path), String);
  // anndata's own rule: the same key serves obs and var, so codes beyond the categories mean another column.
  return field.values.every((code) => Number(code) >= -1 && Number(code) < categories.length) ? categories : undefined;
}

function fieldColumn(file: StoredTree, field: Field): Column {
  const categories = fieldCategories(file, field);
  if (categories) return { kind: "category", codes: Int32Array.from(field.values, Number), categories, ordered: false };
  if (field.type === "string") return { kind: "string", values: field.values.map(String) };
  if (field.type === "boolean") return { kind: "boolean", values: field.values.map((value) => Number(value) !== 0) };
  const narrow = field.type === "float" ? field.size <= 4 : field.size < 4 || (field.size === 4 && field.signed);
  const numbers = field.values.map(Number);
  if (!narrow) return { kind: "number", values: Float64Array.from(numbers) };
  return { kind: "number", values: field.type === "float" ? Float32Array.from(numbers) : Int32Array.from(numbers) };
}

function flat(value: unknown): (string | number | bigint)[] {
  if (Array.isArray(value)) return value.flatMap(flat);
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return [value];
  return [Number(value)];
}

import { CellScapeError } from "../../core/errors.ts";
import type { Column } from "../../data/table.ts";
import type { StoredTree } from "../stored/tree.ts";
import type { NamedTable } from "./namedTable.ts";
import { readRecordTable } from "./records.ts";

/**
 * Read a table: a group of columns (anndata 0.7 and later) or one array of records (before).
 *
 * A column that cannot be read is left out with a note; without names the table is refused.
 *
 * @throws bad-file when there is no such table or its names cannot be read.
 */
export function readTable(file: StoredTree, path: string): NamedTable {
  if (file.kind(path) === "dataset") return readRecordTable(file, path);
  const index = indexName(file, path);
  const names = readNames(file, `${path}/${index}`);
  const columns = new Map<string, Column>();
  const notes: string[] = [];
  for (const name of columnNames(file, path)) {
    try {
      const column = readColumn(file, path, name);
      if (lengthOf(column) !== names.length) {
        throw new CellScapeError(
          "bad-file",
          `${path}/${name}: expected ${names.length} values, got ${lengthOf(column)}`,
        );
      }
      columns.set(name, column);
    } catch (error) {
      if (!(error instanceof CellScapeError)) throw error;
      notes.push(`the column ${name} of ${path} was left out: ${error.message}`);
    }
  }
  return { names, table: { rows: names.length, columns }, notes };
}

/**
 * Number of rows of a table, and its columns, without reading them.
 *
 * @throws bad-file when there is no such table.
 */
export function describeTable(file: StoredTree, path: string): { rows: number; columns: string[] } {
  if (file.kind(path) === "dataset") {
    const { shape, members } = file.info(path);
    const [, ...fields] = members?.map(({ name }) => name) ?? [];
    return { rows: shape[0] ?? 0, columns: fields };
  }
  const { shape } = file.info(leaf(file, `${path}/${indexName(file, path)}`));
  return { rows: shape[0] ?? 0, columns: columnNames(file, path) };
}

/** The column of a table that holds its names. */
export function indexName(file: StoredTree, path: string): string {
  if (file.kind(path) !== "group")
    throw new CellScapeError("bad-file", `${file.name}: expected a table ${path}, got none`);
  const statedIndex = file.text(path, "_index");
  const name = [statedIndex, "_index", "index"].find(
    (key) => key !== undefined && file.kind(`${path}/${key}`) !== undefined,
  );
  if (name === undefined) {
    throw new CellScapeError(
      "bad-file",
      `${file.name}: expected the names of ${path} in ${path}/${statedIndex ?? "_index"}, got none`,
    );
  }
  return name;
}

/** Columns of a table group in their order. */
export function columnNames(file: StoredTree, path: string): string[] {
  const index = indexName(file, path);
  const present = file.keys(path).filter((name) => name !== index && name !== "__categories");
  const order = file.attribute(path, "column-order");
  if (!Array.isArray(order)) return present;
  return order.map(String).filter((name) => present.includes(name));
}

/**
 * One column of a table group.
 *
 * @throws bad-file or unsupported when it cannot be read.
 */
export function readColumn(file: StoredTree, table: string, name: string): Column {
  const path = `${table}/${name}`;
  if (file.kind(path) === "dataset") {
    // Categories beside the codes, as anndata 0.7 wrote them.
    const legacy = `${table}/__categories/${name}`;
    if (file.hasAttribute(path, "categories") && file.kind(legacy) === "dataset") {
      return category(file, path, categories(file, legacy), file.attribute(legacy, "ordered") === true, path);
    }
    return readPlain(file, path);
  }
  const encoding = file.text(path, "encoding-type") ?? "none";
  if (encoding === "categorical") {
    const ordered = file.attribute(path, "ordered");
    return category(
      file,
      `${path}/codes`,
      categories(file, `${path}/categories`),
      ordered === true || ordered === 1,
      path,
    );
  }
  if (encoding.startsWith("nullable-")) return readNullable(file, path);
  throw new CellScapeError("unsupported", `${file.name}: expected a column in ${path}, got the encoding ${encoding}`);
}

/** Numbers, strings or booleans of a dataset with one axis. */
function readPlain(file: StoredTree, path: string): Column {
  const { type, typeName, shape } = file.info(path);
  if (shape.length !== 1) {
    throw new CellScapeError("unsupported", `${file.name}: expected a list of values in ${path}, got [${shape}]`);
  }
  if (type === "string") return { kind: "string", values: file.strings(path) };
  const numbers = file.numbers(path);
  if (type === "boolean") return { kind: "boolean", values: Array.from(numbers, (value) => value !== 0) };
  if (numbers instanceof Float64Array || numbers instanceof Float32Array) return { kind: "number", values: numbers };
  const values = typeName === "uint32" ? new Float64Array(numbers) : new Int32Array(numbers);
  return { kind: "number", values };
}

/** Values with a mask that is true where a value is missing. */
function readNullable(file: StoredTree, path: string): Column {
  const column = readPlain(file, `${path}/values`);
  const mask = file.numbers(`${path}/mask`);
  if (mask.length !== lengthOf(column)) {
    throw new CellScapeError(
      "bad-file",
      `${file.name}: ${path}: expected a mask of ${lengthOf(column)}, got ${mask.length}`,
    );
  }
  if (mask.every((missing) => missing === 0)) return column;
  if (column.kind === "boolean") {
    return { kind: "boolean", values: column.values.map((value, i) => (mask[i] === 0 ? value : undefined)) };
  }
  if (column.kind === "string") {
    return { kind: "string", values: column.values.map((value, i) => (mask[i] === 0 ? value : undefined)) };
  }
  if (column.kind !== "number") throw new Error("internal: plain columns are not categories");
  return {
    kind: "number",
    values: Float64Array.from(column.values, (value, i) => (mask[i] === 0 ? value : Number.NaN)),
  };
}

function category(
  file: StoredTree,
  codesPath: string,
  names: readonly string[],
  ordered: boolean,
  path: string,
): Column {
  const codes = new Int32Array(file.numbers(codesPath));
  const wrong = codes.findIndex((code) => code < -1 || code >= names.length);
  if (wrong >= 0) {
    const range = `codes from -1 to ${names.length - 1}`;
    throw new CellScapeError(
      "bad-file",
      `${file.name}: ${path}: expected ${range}, got ${codes[wrong]} in row ${wrong}`,
    );
  }
  return { kind: "category", codes, categories: names, ordered };
}

/** Categories as text, whatever they are stored as. */
function categories(file: StoredTree, path: string): readonly string[] {
  return columnText(readPlain(file, file.kind(path) === "group" ? `${path}/values` : path));
}

/** Names of rows: strings, or whatever else is there as text. */
function readNames(file: StoredTree, path: string): readonly string[] {
  if (file.kind(path) === "dataset") return columnText(readPlain(file, path));
  const slash = path.lastIndexOf("/");
  return columnText(readColumn(file, path.slice(0, slash), path.slice(slash + 1)));
}

/** A column as text; empty where missing. */
export function columnText(column: Column): readonly string[] {
  if (column.kind === "category") return Array.from(column.codes, (code) => column.categories[code] ?? "");
  if (column.kind === "string" && isWhole(column.values)) return column.values;
  return Array.from<unknown, string>(column.values, (value) => (value === undefined ? "" : String(value)));
}

const isWhole = (values: readonly (string | undefined)[]): values is readonly string[] => !values.includes(undefined);

function lengthOf(column: Column): number {
  return column.kind === "category" ? column.codes.length : column.values.length;
}

/** The array behind a column that may be a group of arrays. */
function leaf(file: StoredTree, path: string): string {
  if (file.kind(path) !== "group") return path;
  return ["codes", "values"].map((part) => `${path}/${part}`).find((part) => file.kind(part) === "dataset") ?? path;
}

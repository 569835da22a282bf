import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Column } from "../../data/table.ts";
import type { Hdf5File } from "../hdf5/hdf5.ts";
import type { Additions } from "./additions.ts";
import {
  asciiOf,
  isGrid,
  isMatrix,
  isPicture,
  isRecords,
  isSparse,
  isTable,
  type StoredRecords,
  type StoredSparse,
  type UnsValue,
} from "./elements.ts";
import { columnNames, columnText, readColumn } from "./table.ts";

const NUMBERS_AT_ONCE = 1 << 22;

/**
 * Read a written file back: every addition has its value, everything else is the very object that it was.
 *
 * @param addresses path -> address that the object must have.
 * @throws cannot-write, naming the first thing that differs.
 */
export function expectWritten(file: Hdf5File, additions: Additions, addresses: ReadonlyMap<string, bigint>): void {
  const differs = (where: string) =>
    new CellScapeError("cannot-write", `${file.name}: expected ${where} to read back as written, got something else`);
  for (const [path, address] of addresses) if (file.address(path) !== address) throw differs(path);
  for (const group of ["obs", "var"] as const) {
    for (const [name, column] of Object.entries(additions[group] ?? {})) {
      const listed = columnNames(file, group).includes(name);
      if (!listed || !sameColumn(readColumn(file, group, name), column)) throw differs(`${group}/${name}`);
    }
  }
  for (const [key, matrix] of Object.entries(additions.obsm ?? {})) {
    if (!sameMatrix(file, `obsm/${key}`, matrix)) throw differs(`obsm/${key}`);
  }
  for (const [key, matrix] of Object.entries(additions.obsp ?? {})) {
    if (!sameSparse(file, `obsp/${key}`, matrix)) throw differs(`obsp/${key}`);
  }
  for (const [key, value] of Object.entries(additions.uns ?? {})) {
    if (!sameUns(file, `uns/${key}`, value)) throw differs(`uns/${key}`);
  }
}

/** Some rows at a time, so that a large matrix is not in memory twice. */
function sameMatrix(file: Hdf5File, path: string, { rows, columns, values }: Matrix): boolean {
  const { shape } = file.info(path);
  if (shape.length !== 2 || shape[0] !== rows || shape[1] !== columns) return false;
  const step = Math.max(1, Math.floor(NUMBERS_AT_ONCE / Math.max(1, columns)));
  for (let from = 0; from < rows; from += step) {
    const count = Math.min(step, rows - from);
    const found = file.numbers(path, [from, 0], [count, columns]);
    if (!sameList(found, values.subarray(from * columns, (from + count) * columns))) return false;
  }
  return true;
}

function sameColumn(found: Column, written: Column): boolean {
  if (written.kind === "string" || written.kind === "category") {
    // Text with missing values comes back as a category.
    return found.kind !== "number" && found.kind !== "boolean" && sameList(columnText(found), columnText(written));
  }
  return found.kind === written.kind && sameList(found.values, written.values);
}

function sameUns(file: Hdf5File, path: string, value: UnsValue): boolean {
  if (typeof value === "string") return sameList(file.strings(path), [value]);
  if (typeof value === "number" || typeof value === "boolean") return sameList(file.numbers(path), [Number(value)]);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list: readonly unknown[] = Array.from(value as ArrayLike<unknown>);
    if (file.info(path).type === "string") return sameList(file.strings(path), list);
    return sameList(file.numbers(path), list.map(Number));
  }
  if (isSparse(value)) return sameSparse(file, path, value);
  if (isGrid(value)) return sameList(file.numbers(path), value.values);
  if (isMatrix(value) || isPicture(value)) return sameList(file.numbers(path), value.values);
  if (isRecords(value)) return sameRecords(file, path, value);
  if (isTable(value)) {
    const { columns, names } = value;
    const listed = columnNames(file, path);
    if (!sameList(file.strings(`${path}/_index`), names) || !sameList(listed, [...columns.keys()])) return false;
    return [...columns].every(([name, column]) => sameColumn(readColumn(file, path, name), column));
  }
  const entries = Object.entries(value);
  return (
    file.keys(path).length === entries.length && entries.every(([key, entry]) => sameUns(file, `${path}/${key}`, entry))
  );
}

function sameSparse(file: Hdf5File, path: string, { starts, indices, values }: StoredSparse): boolean {
  const parts = Object.entries({ indptr: starts, indices, data: values });
  return parts.every(([part, list]) => sameList(file.numbers(`${path}/${part}`), list));
}

function sameRecords(file: Hdf5File, path: string, { fields }: StoredRecords): boolean {
  const rows = file.records(path);
  return [...fields.values()].every((values, at) => {
    const written: readonly unknown[] = Array.from<unknown>(values);
    const stored = written.map((value) => (typeof value === "string" ? asciiOf(value) : value));
    return sameList(
      rows.map((row) => row[at]),
      stored,
    );
  });
}

function sameList(found: ArrayLike<unknown>, written: ArrayLike<unknown>): boolean {
  if (found.length !== written.length) return false;
  for (let i = 0; i < found.length; i++) {
    // NaN equals itself; 0 and -0 are both zero.
    if (found[i] !== written[i] && !(Number.isNaN(found[i]) && Number.isNaN(written[i]))) return false;
  }
  return true;
}

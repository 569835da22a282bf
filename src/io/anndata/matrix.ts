import { CellScapeError } from "../../core/errors.ts";
import type { Sparse } from "../../data/sparse.ts";
import { fallsBetween, type Seen, tidyRows } from "../assembly/tidyRows.ts";
import type { NumericArray } from "../stored/numbers.ts";
import type { BlockRequest, Reading } from "../stored/reading.ts";
import type { StoredTree } from "../stored/tree.ts";

/** A matrix of an .h5ad file, not yet read. */
export interface StoredMatrix {
  /** As users write it: `X`, `raw/X`, `layers/counts`. */
  readonly where: string;
  /** Where it lies in the file; differs from `where` in files of old versions (`raw.X`). */
  readonly path: string;
  readonly storage: "dense" | "csr" | "csc";
  readonly rows: number;
  readonly columns: number;
  /** `float32`, `int64`, ... */
  readonly type: string;
  /** Entries in the file: non-zeros of a sparse matrix, rows * columns of a dense one. */
  readonly stored: number;
}

/** Names of rows and columns, for messages. */
export interface MatrixNames {
  readonly cells: readonly string[];
  readonly genes: readonly string[];
}

/** Numbers are read about this many at a time, rounded to whole chunks. */
const SLICE = 1 << 20;
/** All bits of the exponent of a single: those of infinite values and NaN. */
const EXPONENT = 0x7f800000;
/** A sparse matrix is addressed with 32-bit offsets. */
const MOST_ENTRIES = 2 ** 32 - 1;

/**
 * Shape and storage of the matrix at `path`.
 *
 * @throws bad-file when it is not a matrix.
 */
export function describeMatrix(file: StoredTree, where: string, path = where): StoredMatrix {
  if (file.kind(path) === "dataset") {
    const { shape, typeName } = file.info(path);
    // anndata before 0.7 stored a matrix of one column without its second axis.
    const [rows, columns = 1] = shape;
    if (shape.length < 1 || shape.length > 2) throw malformed(file, where, "two axes", `${shape.length}`);
    return { where, path, storage: "dense", rows, columns, type: typeName, stored: rows * columns };
  }
  const format = file.text(path, "h5sparse_format");
  const encoding = file.text(path, "encoding-type") ?? (format ? `${format}_matrix` : "a group without an encoding");
  const storage = encoding === "csr_matrix" ? "csr" : encoding === "csc_matrix" ? "csc" : undefined;
  if (storage === undefined) throw malformed(file, where, "a dense, CSR or CSC matrix", encoding);
  const shape = file.attribute(path, "shape") ?? file.attribute(path, "h5sparse_shape");
  const [rows, columns] = Array.isArray(shape) ? shape.map(Number) : [];
  if (!(isSize(rows) && isSize(columns))) throw malformed(file, where, "a shape attribute of two sizes", `${shape}`);
  const data = file.info(`${path}/data`);
  return { where, path, storage, rows, columns, type: data.typeName, stored: data.shape[0] ?? 0 };
}

/**
 * Read a matrix into rows; sparse input is never made dense, dense input is read in slabs of rows. Stored zeros are
 * left out, unsorted rows sorted, entries stored twice summed.
 *
 * @param names [n] cells and [p] genes; a matrix of another shape is refused.
 * @returns [n, p] and what had to be repaired.
 * @throws bad-file when offsets or indices cannot be; bad-data when a value is NaN, infinite or beyond single precision.
 */
export function* readMatrix(
  file: StoredTree,
  matrix: StoredMatrix,
  names: MatrixNames,
): Reading<{ matrix: Sparse; notes: string[] }> {
  const { where, rows, columns } = matrix;
  if (rows !== names.cells.length || columns !== names.genes.length) {
    throw malformed(file, where, `[cells=${names.cells.length}, genes=${names.genes.length}]`, `[${rows}, ${columns}]`);
  }
  if (matrix.storage === "dense") return { matrix: yield* readDense(file, matrix, names), notes: [] };
  if (matrix.stored > MOST_ENTRIES) {
    throw new CellScapeError(
      "unsupported",
      `${file.name}: expected fewer than 2^32 entries in ${where}, got ${matrix.stored}`,
    );
  }
  const { raw, seen } =
    matrix.storage === "csr"
      ? yield* readRows(file, matrix, names)
      : { raw: yield* readColumns(file, matrix, names), seen: undefined };
  const tidy = tidyRows(raw, seen);
  const notes: string[] = [];
  if (tidy.merged > 0) {
    notes.push(`${where}: ${tidy.merged} entries were stored more than once for their cell and gene, and were summed`);
  }
  return { matrix: tidy.matrix, notes };
}

/** The blocks of whole chunks, about SLICE numbers each, that cover the first axis of a dataset. */
export function* slabs(file: StoredTree, path: string): Generator<{ start: number; count: number }> {
  const { shape, chunks } = file.info(path);
  const width = shape.slice(1).reduce((product, span) => product * span, 1);
  const chunk = Math.max(1, chunks?.[0] ?? 1);
  const rows = Math.max(1, Math.floor(SLICE / Math.max(1, width) / chunk)) * chunk;
  // A slab of one chunk of very long rows may be far larger than SLICE; then decode chunks more than once instead.
  const step = rows * width > 64 * SLICE ? Math.max(1, Math.floor((64 * SLICE) / width)) : rows;
  for (let start = 0; start < shape[0]; start += step) yield { start, count: Math.min(step, shape[0] - start) };
}

function* readDense(
  file: StoredTree,
  { where, path, rows, columns }: StoredMatrix,
  names: MatrixNames,
): Reading<Sparse> {
  const starts = new Uint32Array(rows + 1);
  let indices = new Uint32Array(1024);
  let values = new Float32Array(1024);
  let used = 0;
  const flat = file.info(path).shape.length === 1;
  for (const { start, count } of slabs(file, path)) {
    const slab = flat
      ? yield { path, from: [start], count: [count] }
      : yield { path, from: [start, 0], count: [count, columns] };
    // Each value is written and counted only if it is kept: a branch for each value costs five times as much.
    const most = used + slab.length + 1;
    if (most > indices.length) {
      const size = Math.max(most, Math.ceil(used * 1.5));
      indices = grown(indices, new Uint32Array(size));
      values = grown(values, new Float32Array(size));
    }
    // 0 x value is 0 for finite values and NaN for others, and one NaN makes the sum NaN.
    let sum = 0;
    for (let r = 0, at = 0; r < count; r++) {
      for (let u = 0; u < columns; u++, at++) {
        // Doubles below the least single are 0 now.
        const value = Math.fround(slab[at]);
        indices[used] = u;
        values[used] = value;
        used += value === 0 ? 0 : 1;
        sum += 0 * value;
      }
      starts[start + r + 1] = used;
    }
    if (sum === 0) continue;
    const infinite = slab.findIndex((value) => !Number.isFinite(Math.fround(value)));
    throw notFinite(file, where, names, start + Math.floor(infinite / columns), infinite % columns, slab[infinite]);
  }
  return { rows, columns, starts, indices: indices.slice(0, used), values: values.slice(0, used) };
}

function* readRows(file: StoredTree, matrix: StoredMatrix, names: MatrixNames): Reading<{ raw: Sparse; seen: Seen }> {
  const { where, path, rows, columns } = matrix;
  const starts = yield* readOffsets(file, matrix, rows);
  const indices = new Uint32Array(starts[rows]);
  const values = new Float32Array(starts[rows]);
  let falls = 0;
  let row = 1;
  let zeros = false;
  const parts = Array.from(slabs(file, `${path}/data`), ({ start, count }) => {
    const ofIndices = indices.subarray(start, start + count);
    const ofValues = values.subarray(start, start + count);
    const block = { from: [start], count: [count] };
    const requests: [BlockRequest, BlockRequest] = [
      { path: `${path}/indices`, into: ofIndices, ...block },
      { path: `${path}/data`, into: ofValues, ...block },
    ];
    return { start, count, ofIndices, ofValues, requests };
  });
  for (const [k, { start, count, ofIndices, ofValues, requests }] of parts.entries()) {
    const [indexRequest, valueRequest] = requests;
    const columnsOfSlab = yield { ...indexRequest, ahead: [valueRequest, ...(parts[k + 1]?.requests ?? [])] };
    if (columnsOfSlab.buffer !== indices.buffer) ofIndices.set(columnsOfSlab);
    const strange = firstStrange(columnsOfSlab, columns);
    if (strange >= 0) throw badIndex(file, `${where}/indices`, columnsOfSlab[strange], columns);
    const valuesOfSlab = yield valueRequest;
    if (valuesOfSlab.buffer !== values.buffer) ofValues.set(valuesOfSlab);
    const before = start === 0 ? -1 : indices[start - 1];
    const found = lookAt(ofIndices, ofValues, columns, before);
    // While the columns are at hand.
    const between = fallsBetween({ starts, indices }, row, start + count);
    row = between.row;
    falls += found.falls - between.falls;
    zeros ||= found.zeros;
    if (found.beyond) {
      const wrong = columnsOfSlab.findIndex((column) => !(column >= 0 && column < columns));
      throw badIndex(file, `${where}/indices`, columnsOfSlab[wrong], columns);
    }
    if (found.finite) continue;
    const infinite = ofValues.findIndex((value) => !Number.isFinite(value));
    const cell = starts.findIndex((_, i) => starts[i + 1] > start + infinite);
    throw notFinite(file, where, names, cell, indices[start + infinite], valuesOfSlab[infinite]);
  }
  return { raw: { rows, columns, starts, indices, values }, seen: { falls, zeros } };
}

/**
 * Look at entries of a sparse matrix while they are at hand, in one pass. As a function of its own it is compiled better
 * than inside of a generator.
 *
 * @param before the column of the entry before the first.
 */
function lookAt(indices: Uint32Array, values: Float32Array, columns: number, before: number) {
  let falls = 0;
  // Without branches: numbers below 0 have their highest bit set, and all are put together by `|`.
  let beyond = 0;
  let zeros = 0;
  let infinite = 0;
  let last = before;
  const most = columns - 1;
  const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
  const columnsOf = new Int32Array(indices.buffer, indices.byteOffset, indices.length);
  for (let e = 0; e < columnsOf.length; e++) {
    const column = columnsOf[e];
    const value = bits[e] & 0x7fffffff;
    beyond |= column | ((most - column) | 0);
    // True to the sign for columns of the matrix; with others there is no matrix.
    falls += ((column - last - 1) | 0) >>> 31;
    zeros |= (value - 1) | 0;
    infinite |= (EXPONENT - 1 - value) | 0;
    last = column;
  }
  return { beyond: beyond < 0, falls, zeros: zeros < 0, finite: infinite >= 0 };
}

/** Two passes over the columns: count the entries of each row, then place them. Columns of a row come out ascending. */
function* readColumns(file: StoredTree, matrix: StoredMatrix, names: MatrixNames): Reading<Sparse> {
  const { where, path, rows, columns } = matrix;
  const columnStarts = yield* readOffsets(file, matrix, columns);
  const starts = new Uint32Array(rows + 1);
  for (const { start, count } of slabs(file, `${path}/indices`)) {
    const rowsOfSlab = yield { path: `${path}/indices`, from: [start], count: [count] };
    for (let k = 0; k < count; k++) {
      const row = rowsOfSlab[k];
      if (!(row >= 0 && row < rows && row === Math.floor(row))) throw badIndex(file, `${where}/indices`, row, rows);
      starts[row + 1]++;
    }
  }
  for (let row = 0; row < rows; row++) starts[row + 1] += starts[row];
  const next = starts.slice(0, rows);
  const indices = new Uint32Array(starts[rows]);
  const values = new Float32Array(starts[rows]);
  let column = 0;
  for (const { start, count } of slabs(file, `${path}/data`)) {
    const rowsOfSlab = yield { path: `${path}/indices`, from: [start], count: [count] };
    const valuesOfSlab = yield { path: `${path}/data`, from: [start], count: [count] };
    for (let k = 0; k < count; k++) {
      while (columnStarts[column + 1] <= start + k) column++;
      const at = next[rowsOfSlab[k]]++;
      indices[at] = column;
      values[at] = valuesOfSlab[k];
      if (!Number.isFinite(values[at])) throw notFinite(file, where, names, rowsOfSlab[k], column, valuesOfSlab[k]);
    }
  }
  return { rows, columns, starts, indices, values };
}

/** The offsets of a sparse matrix, checked: `count + 1` of them, from 0, never falling, up to the number of entries. */
function* readOffsets(file: StoredTree, { where, path, stored }: StoredMatrix, count: number): Reading<Uint32Array> {
  const found = [`${path}/data`, `${path}/indices`, `${path}/indptr`].map((part) => file.info(part).shape);
  const lengths = found.map(([length]) => length);
  if (found.some(({ length }) => length !== 1) || lengths[1] !== stored || lengths[2] !== count + 1) {
    const expected = `data and indices of one length and ${count + 1} offsets`;
    throw malformed(file, where, expected, `data ${lengths[0]}, indices ${lengths[1]}, indptr ${lengths[2]}`);
  }
  const offsets: NumericArray = yield { path: `${path}/indptr` };
  const wrong = firstFall(offsets, stored);
  if (wrong >= 0) {
    const range = wrong === 0 ? "from 0 to 0" : `from ${offsets[wrong - 1]} to ${stored}`;
    throw malformed(file, `${where}/indptr`, `offset ${wrong} ${range}`, `${offsets[wrong]}`);
  }
  if (offsets[count] !== stored) throw malformed(file, `${where}/indptr`, `to end at ${stored}`, `${offsets[count]}`);
  return new Uint32Array(offsets);
}

/** The first offset that is below the one before or above `most`, or the first of all if it is not 0; -1 for none. */
function firstFall(offsets: NumericArray, most: number): number {
  if (offsets[0] !== 0) return 0;
  let last = 0;
  for (let i = 1; i < offsets.length; i++) {
    const offset = offsets[i];
    if (!(offset >= last && offset <= most)) return i;
    last = offset;
  }
  return -1;
}

/** The first place with what is no index, in arrays whose numbers would be cut to 32 bits; -1 where there is none. */
function firstStrange(values: NumericArray, size: number): number {
  if (!(values instanceof Float64Array || values instanceof Float32Array)) return -1;
  return values.findIndex((value) => !(value >= 0 && value < size && value === Math.floor(value)));
}

function grown<T extends Uint32Array | Float32Array>(old: T, bigger: T): T {
  bigger.set(old);
  return bigger;
}

const isSize = (size: number | undefined) => size !== undefined && Number.isSafeInteger(size) && size >= 0;

function malformed(file: StoredTree, where: string, expected: string, got: string): CellScapeError {
  return new CellScapeError("bad-file", `${file.name}: ${where}: expected ${expected}, got ${got}`);
}

function badIndex(file: StoredTree, where: string, index: number, size: number): CellScapeError {
  return malformed(file, where, `whole numbers from 0 to ${size - 1}`, `${index}`);
}

function notFinite(
  file: StoredTree,
  where: string,
  names: MatrixNames,
  cell: number,
  gene: number,
  got: number,
): CellScapeError {
  const place = `cell ${names.cells[cell]}, gene ${names.genes[gene]}`;
  const expected = Number.isFinite(got) ? "numbers up to 3.4e38 (single precision)" : "finite numbers";
  const way = "correct that value or choose another matrix (--counts)";
  return new CellScapeError(
    "bad-data",
    `${file.name}: ${where}: expected ${expected}, got ${got} for ${place}; ${way}`,
  );
}

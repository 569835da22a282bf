import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import { positionKey, positionPair } from "../assembly/positionNames.ts";
import type { FoundPositions } from "../assembly/positions.ts";
import type { StoredTree } from "../stored/tree.ts";
import { readFields } from "./records.ts";
import { columnText, describeTable, readColumn, readTable } from "./table.ts";

/**
 * Where the positions of the cells are; undefined when nothing in obsm or obs has a known name.
 *
 * @param wanted `obsm/<key>` or `obs/<x>,obs/<y>`.
 * @throws bad-option when the file lacks what is requested.
 */
export function locatePositions(file: StoredTree, wanted?: string): string | undefined {
  const obsm = obsmKeys(file);
  const obs = describeTable(file, "obs").columns;
  if (wanted !== undefined) {
    const parts = wanted.split(",").map((part) => part.trim());
    const has = (part: string) =>
      obsm.some((key) => part === `obsm/${key}`) || obs.some((name) => part === `obs/${name}`);
    const shaped =
      (parts.length === 1 && wanted.startsWith("obsm/")) || (parts.length === 2 && wanted.startsWith("obs/"));
    if (shaped && parts.every(has)) return parts.join(",");
    throw new CellScapeError(
      "bad-option",
      `${file.name}: expected positions in ${wanted}, got a file with ${whatThereIs(file)}`,
    );
  }
  const key = positionKey(obsm);
  if (key !== undefined) return `obsm/${key}`;
  const pair = positionPair(obs);
  return pair && `obs/${pair[0]},obs/${pair[1]}`;
}

/**
 * Positions of the cells, NaN where a cell has none.
 *
 * @param cells [n] names.
 * @param wanted as for `locatePositions`.
 * @throws bad-data when there are none, with what there is instead, or one is infinite.
 */
export function readPositions(file: StoredTree, cells: readonly string[], wanted?: string): FoundPositions {
  const found = readAnyPositions(file, cells, wanted);
  const { from, positions } = found;
  if (areFinite(positions.values)) return found;
  const wrong = positions.values.findIndex((value) => !Number.isFinite(value) && !Number.isNaN(value));
  if (wrong < 0) return found;
  const cell = cells[Math.floor(wrong / 2)];
  const way = "drop the cells without a position or name other positions (--positions)";
  throw new CellScapeError(
    "bad-data",
    `${file.name}: ${from}: expected finite positions, got ${positions.values[wrong]} for cell ${cell}; ${way}`,
  );
}

/** 0 x value is 0 for finite values and NaN for others, and one NaN makes the sum NaN. */
function areFinite(values: ArrayLike<number>): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += 0 * values[i];
  return sum === 0;
}

/**
 * Positions of the cells as they are stored, whatever their values.
 *
 * @throws as `readPositions`, but for those.
 */
export function readAnyPositions(file: StoredTree, cells: readonly string[], wanted?: string): FoundPositions {
  const from = locatePositions(file, wanted);
  if (from === undefined) {
    throw new CellScapeError(
      "bad-data",
      `${file.name}: expected positions of the cells in obsm/spatial, got a file with ${whatThereIs(file)}; ` +
        "name them with --positions obsm/<key> or --positions obs/<x>,obs/<y>, or give a table of them with " +
        "--positions FILE",
    );
  }
  const found = from.startsWith("obsm/") ? fromObsm(file, from) : fromObs(file, from);
  const { positions } = found;
  if (positions.rows !== cells.length) {
    throw new CellScapeError(
      "bad-file",
      `${file.name}: ${from}: expected ${cells.length} positions, got ${positions.rows}`,
    );
  }
  if (from !== "obsm/spatial" && wanted === undefined) found.notes.push(`positions were taken from ${from}`);
  return { ...found, from };
}

/** Keys of obsm; in files of anndata before 0.7 the fields of its records. */
export function obsmKeys(file: StoredTree): string[] {
  if (file.kind("obsm") !== "dataset") return file.keys("obsm");
  return file.info("obsm").members?.map(({ name }) => name) ?? [];
}

/**
 * A matrix of obsm: an array, a table (its numeric columns), or a field of records.
 *
 * @returns [n, k]
 * @throws bad-option when there is no such key; unsupported when it is sparse; bad-file when it cannot be read.
 */
export function readObsmMatrix(file: StoredTree, key: string): Matrix {
  const path = `obsm/${key}`;
  if (!obsmKeys(file).includes(key)) {
    throw new CellScapeError("bad-option", `${file.name}: expected ${path}, got a file with ${whatThereIs(file)}`);
  }
  if (file.kind("obsm") === "dataset") {
    const field = readFields(file, "obsm").find(({ name }) => name === key);
    if (field === undefined || field.type === "string") throw notNumbers(file, path, field?.type ?? "nothing");
    const values = Float64Array.from(field.values, Number);
    return { rows: values.length / field.width, columns: field.width, values };
  }
  if (file.kind(path) === "group") return fromTable(file, path);
  const { shape } = file.info(path);
  if (shape.length < 1 || shape.length > 2) throw notNumbers(file, path, `an array of ${shape.length} axes`);
  const numbers = file.numbers(path);
  const values =
    numbers instanceof Float32Array || numbers instanceof Float64Array ? numbers : Float64Array.from(numbers);
  return { rows: shape[0], columns: shape[1] ?? 1, values };
}

/** Numeric columns of a table in obsm, side by side. */
function fromTable(file: StoredTree, path: string): Matrix {
  const encoding = file.text(path, "encoding-type");
  if (encoding !== "dataframe") {
    throw new CellScapeError(
      "unsupported",
      `${file.name}: expected an array or a table in ${path}, got ${encoding ?? "a group"}`,
    );
  }
  const { names, table } = readTable(file, path);
  const numeric = [...table.columns.values()].filter((column) => column.kind === "number");
  const values = new Float64Array(names.length * numeric.length);
  numeric.forEach((column, j) => {
    for (let i = 0; i < names.length; i++) values[i * numeric.length + j] = column.values[i];
  });
  return { rows: names.length, columns: numeric.length, values };
}

function fromObsm(file: StoredTree, from: string): { positions: Matrix; sections?: Float64Array; notes: string[] } {
  const { rows, columns, values } = readObsmMatrix(file, from.slice("obsm/".length));
  if (columns < 2) {
    throw new CellScapeError("bad-data", `${file.name}: ${from}: expected x and y, got ${columns} columns`);
  }
  if (columns === 2) return { positions: { rows, columns, values: doubles(values) }, notes: [] };
  const positions = new Float64Array(2 * rows);
  for (let i = 0; i < rows; i++) {
    positions[2 * i] = values[i * columns];
    positions[2 * i + 1] = values[i * columns + 1];
  }
  const notes = [`${from} has ${columns} columns; the first two were taken as x and y`];
  const depths = Float64Array.from({ length: rows }, (_, i) => values[i * columns + 2]);
  const planes = new Set(depths).size;
  const sections =
    columns === 3 && planes > 1 && planes <= Math.min(mostSections, rows / 3) ? { sections: depths } : {};
  return { positions: { rows, columns: 2, values: positions }, ...sections, notes };
}

/** A third axis with more values than this is a continuous one. */
const mostSections = 100;

const doubles = (values: ArrayLike<number>) => (values instanceof Float64Array ? values : new Float64Array(values));

function fromObs(file: StoredTree, from: string): { positions: Matrix; notes: string[] } {
  const [x, y] = from.split(",").map((part) => numbersOf(file, part.slice("obs/".length)));
  const positions = new Float64Array(2 * x.length);
  for (let i = 0; i < x.length; i++) {
    positions[2 * i] = x[i];
    positions[2 * i + 1] = y[i];
  }
  return { positions: { rows: x.length, columns: 2, values: positions }, notes: [] };
}

function numbersOf(file: StoredTree, name: string): ArrayLike<number> {
  const column =
    file.kind("obs") === "dataset" ? readTable(file, "obs").table.columns.get(name) : readColumn(file, "obs", name);
  if (column?.kind === "number") return column.values;
  // Positions that were once read from a table without types are kept as text.
  const texts = column === undefined || column.kind === "boolean" ? [] : columnText(column);
  if (texts.length > 0 && texts.every((text) => /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(text))) {
    return Float64Array.from(texts, Number);
  }
  throw notNumbers(file, `obs/${name}`, column?.kind ?? "nothing");
}

function whatThereIs(file: StoredTree): string {
  const list = (names: readonly string[]) => (names.length === 0 ? "nothing" : names.slice(0, 30).join(", "));
  return `obsm: ${list(obsmKeys(file))}; obs: ${list(describeTable(file, "obs").columns)}`;
}

function notNumbers(file: StoredTree, path: string, got: string): CellScapeError {
  return new CellScapeError("bad-file", `${file.name}: expected numbers in ${path}, got ${got}`);
}

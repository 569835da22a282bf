import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { Column, Table } from "../../data/table.ts";
import { columnText } from "../anndata/table.ts";
import { assemble } from "../assembly/assemble.ts";
import { withGivenPositions } from "../assembly/givenPositions.ts";
import { numbersIn, tablePositions } from "../assembly/obsPositions.ts";
import { positionKey, positionPair } from "../assembly/positionNames.ts";
import type { FoundPositions, PositionsOf } from "../assembly/positions.ts";
import { SparseRows } from "../assembly/sparseRows.ts";
import { type Hdf5File, withHdf5 } from "../hdf5/hdf5.ts";
import { expectWholeHdf5, looksLikeHdf5 } from "../hdf5/superblock.ts";
import { inspectDataset } from "../inspection/inspectDataset.ts";
import type { Inspection } from "../inspection/inspection.ts";
import type { FileReader, ReadOptions } from "../reader.ts";
import type { Source } from "../source.ts";

/** Attributes that hold names, in the order of trust: those of loompy, of scanpy and of R. */
const CELL_NAMES = ["CellID", "obs_names", "cell_id", "cell_ids", "CellIDs", "barcode", "Barcode", "Cell"];
const GENE_NAMES = [
  "Gene",
  "var_names",
  "gene",
  "gene_names",
  "gene_symbol",
  "Symbol",
  "symbol",
  "Accession",
  "gene_id",
];
/** Numbers of the matrix that are read at a time. */
const BLOCK = 1 << 21;

/** The reader of loom files. */
export const loom: FileReader = {
  takes: "file",
  format: "loom",
  describes: "loom (.loom), version 1 to 3",
  options: ["countsFrom", "positions", "positionsFile"],
  async matches(source, head) {
    if (!looksLikeHdf5(head)) return false;
    await expectWholeHdf5(source);
    const groups = ["row_attrs", "col_attrs"];
    return withHdf5(
      await source.mount(),
      (file) => file.kind("matrix") === "dataset" && groups.every((name) => file.kind(name) === "group"),
    );
  },
  read: readLoom,
  inspect: inspectLoom,
};

/**
 * Read a loom file: a dense matrix of genes x cells, turned over block by block. Attributes of the columns become obs,
 * those of the rows var; positions come from attributes with known names.
 *
 * @throws bad-file when shapes do not fit; bad-data when there are no positions; bad-option when the file lacks what an
 * option names.
 * @see https://linnarssonlab.org/loompy/format
 */
export async function readLoom(source: Source, options: ReadOptions = {}): Promise<Dataset> {
  await expectWholeHdf5(source);
  return withGivenPositions(source.name, options.positionsFile, async (places) =>
    withHdf5(await source.mount(), (file) => readOpen(file, options, places)),
  );
}

/** Describes a loom file; without positions it is read as if all cells lay at the origin. @throws as `readLoom`. */
export async function inspectLoom(source: Source): Promise<Inspection> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => {
    const { typeName } = file.info("matrix");
    const version =
      file.attribute("/", "LOOM_SPEC_VERSION") ?? textOf(file, "attrs/LOOM_SPEC_VERSION") ?? "2 or earlier";
    const facts = { format: "loom", version: `loom ${version}`, storage: "dense", type: typeName } as const;
    if (isPlaced(attributes(file, "col_attrs", file.info("matrix").shape[1] ?? 0)))
      return inspectDataset(readOpen(file, {}), facts);
    const nowhere: PositionsOf = (cells) => {
      const positions = { rows: cells.length, columns: 2, values: new Float64Array(2 * cells.length) };
      return { positions, from: "", notes: [] };
    };
    const flags = ["--positions", "FILE"];
    const inspection = inspectDataset(readOpen(file, {}, nowhere), { ...facts, flags });
    const warnings = ["no positions were found; give a table of them with --positions FILE", ...inspection.warnings];
    return { ...inspection, positionsFrom: undefined, warnings };
  });
}

function readOpen(file: Hdf5File, options: ReadOptions, places?: PositionsOf): Dataset {
  const { countsFrom = "matrix" } = options;
  const layers = file.keys("layers").map((name) => `layers/${name}`);
  const path = countsFrom === "X" ? "matrix" : countsFrom;
  if (path !== "matrix" && !layers.includes(path)) {
    const got = `a file with ${["matrix", ...layers].join(", ")}`;
    throw new CellScapeError("bad-option", `${file.name}: expected counts in ${countsFrom}, got ${got}`);
  }
  const { shape, type, typeName } = file.info(path);
  if (shape.length !== 2 || !["integer", "float"].includes(type)) {
    throw new CellScapeError("bad-file", `${file.name}: expected genes x cells in ${path}, got ${typeName} [${shape}]`);
  }
  const [p, n] = shape;
  const [obs, variables] = [attributes(file, "col_attrs", n), attributes(file, "row_attrs", p)];
  const cells = names(obs.table, CELL_NAMES, "cell");
  const genes = names(variables.table, GENE_NAMES, "gene");
  return assemble({
    name: file.name,
    cells: cells.names,
    genes: genes.names,
    counts: readTurned(file, path),
    countsFrom: path,
    positions: places?.(cells.names, obs.table, cells.names) ?? positionsOf(file, obs, options.positions),
    obs: obs.table,
    var: variables.table,
    notes: [...cells.notes, ...genes.notes, ...obs.notes, ...variables.notes],
  });
}

/** Genes x cells as rows of cells; blocks hold all genes of as many cells as make whole chunks. */
function readTurned(file: Hdf5File, path: string): Sparse {
  const { shape, chunks } = file.info(path);
  const [p, n] = shape;
  const chunk = Math.max(1, chunks?.[1] ?? 1);
  const width = Math.max(1, Math.floor(BLOCK / Math.max(1, p) / chunk)) * chunk;
  const rows = new SparseRows();
  for (let first = 0; first < n; first += width) {
    const count = Math.min(width, n - first);
    const block = p === 0 ? [] : file.numbers(path, [0, first], [p, count]);
    for (let i = 0; i < count; i++) {
      for (let u = 0; u < p; u++) {
        const value = block[u * count + i];
        if (value !== 0) rows.push(u, value);
      }
      rows.endRow();
    }
  }
  return rows.finish(p);
}

interface Attributes {
  readonly path: string;
  readonly table: Table;
  /** Attributes of several values each, such as an embedding. */
  readonly wide: readonly string[];
  readonly notes: readonly string[];
}

function attributes(file: Hdf5File, path: string, rows: number): Attributes {
  const columns = new Map<string, Column>();
  const wide: string[] = [];
  const notes: string[] = [];
  for (const name of file.keys(path)) {
    const at = `${path}/${name}`;
    try {
      const { shape, type } = file.info(at);
      if (shape.length === 2 && shape[0] === rows && type !== "string") wide.push(name);
      else if (shape.length !== 1 || shape[0] !== rows) {
        throw new CellScapeError("bad-file", `expected ${rows} values, got [${shape}]`);
      } else columns.set(name, column(file, at));
    } catch (error) {
      if (!(error instanceof CellScapeError)) throw error;
      notes.push(`the attribute ${at} was left out: ${error.message}`);
    }
  }
  return { path, table: { rows, columns }, wide, notes };
}

function column(file: Hdf5File, path: string): Column {
  const { type } = file.info(path);
  if (type === "string") return { kind: "string", values: file.strings(path) };
  const numbers = file.numbers(path);
  if (type === "boolean") return { kind: "boolean", values: Array.from(numbers, (value) => value !== 0) };
  if (numbers instanceof Float32Array || numbers instanceof Float64Array) return { kind: "number", values: numbers };
  return { kind: "number", values: Float64Array.from(numbers) };
}

function names({ columns, rows }: Table, known: readonly string[], what: string) {
  const key = known.find((name) => columns.has(name));
  const found = key === undefined ? undefined : columns.get(key);
  if (found !== undefined)
    return { names: columnText(found), notes: key === known[0] ? [] : [`${what} names are those of ${key}`] };
  const numbered = Array.from({ length: rows }, (_, at) => `${what}${at}`);
  return {
    names: numbered,
    notes: [`there are no ${what} names (${known.slice(0, 3).join(", ")}); they were numbered`],
  };
}

const isPlaced = ({ table, wide }: Attributes) =>
  positionKey(wide) !== undefined || positionPair(numbersIn(table)) !== undefined;

/** Positions: as requested, else an attribute of two values per cell, else two attributes. */
function positionsOf(file: Hdf5File, found: Attributes, wanted: string | undefined): FoundPositions {
  const { path, table, wide } = found;
  if (wanted === undefined && !isPlaced(found)) {
    const got = `attributes of the columns ${[...table.columns.keys(), ...wide].slice(0, 30).join(", ") || "none"}`;
    const way = "name them with --positions obs/<x>,obs/<y> or give a table of them with --positions FILE";
    throw new CellScapeError("bad-data", `${file.name}: expected positions of the cells, got ${got}; ${way}`);
  }
  const named = wanted?.startsWith("obsm/") ? wanted.slice("obsm/".length) : undefined;
  const key = wanted === undefined ? positionKey(wide) : named;
  if (key === undefined) return tablePositions(file.name, table, wanted);
  if (!wide.includes(key)) {
    const got = `a file with ${wide.join(", ") || "nothing"} of several values`;
    throw new CellScapeError("bad-option", `${file.name}: expected positions in ${wanted}, got ${got}`);
  }
  const { shape } = file.info(`${path}/${key}`);
  if (shape[1] < 2)
    throw new CellScapeError("bad-data", `${file.name}: ${path}/${key}: expected x and y, got one column`);
  const numbers = file.numbers(`${path}/${key}`);
  const values = new Float64Array(2 * shape[0]);
  for (let i = 0; i < shape[0]; i++) {
    values[2 * i] = numbers[i * shape[1]];
    values[2 * i + 1] = numbers[i * shape[1] + 1];
  }
  const notes = [`positions were taken from ${path}/${key}`];
  return { positions: { rows: shape[0], columns: 2, values }, from: `obsm/${key}`, notes };
}

function textOf(file: Hdf5File, path: string): string | undefined {
  return file.kind(path) === "dataset" && file.info(path).type === "string" ? file.strings(path)[0] : undefined;
}

import { CellScapeError } from "../../core/errors.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { expectApart } from "../../data/labels.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Column, Table } from "../../data/table.ts";
import { withGivenPositions } from "../assembly/givenPositions.ts";
import type { PositionsOf } from "../assembly/positions.ts";
import { genesOnly, tissueOnly } from "../assembly/tissueOnly.ts";
import { uniqueNames } from "../assembly/uniqueNames.ts";
import { withHdf5 } from "../hdf5/hdf5.ts";
import { expectWholeHdf5, looksLikeHdf5 } from "../hdf5/superblock.ts";
import { readInTurns, readWithLists } from "../hdf5/turns.ts";
import type { Reader, ReadOptions } from "../reader.ts";
import type { Source } from "../source.ts";
import { readNow } from "../stored/reading.ts";
import type { StoredTree } from "../stored/tree.ts";
import { readAnnData, readAnnDataGenes } from "./annData.ts";
import { expectAnnData } from "./expectAnnData.ts";
import { inspectH5ad } from "./inspect.ts";
import type { NamedTable } from "./namedTable.ts";
import { locatePositions, obsmKeys, readAnyPositions, readObsmMatrix } from "./positions.ts";
import { storedUnit } from "./storedUnit.ts";
import { describeTable, readColumn, readTable } from "./table.ts";
import { readTissues } from "./tissues.ts";

/** The reader of AnnData files. */
export const h5ad: Reader = {
  takes: "file",
  format: "h5ad",
  describes: "AnnData of any version (.h5ad)",
  options: ["countsFrom", "positions", "positionsFile"],
  async matches(source, head) {
    if (!looksLikeHdf5(head)) return false;
    await expectWholeHdf5(source);
    return withHdf5(await source.mount(), (file) => {
      // Old files have no encoding attributes; 10x, loom and Seurat files have neither obs nor var.
      return (
        file.text("/", "encoding-type") === "anndata" ||
        (file.kind("obs") !== undefined && file.kind("var") !== undefined && file.kind("mod") !== "group")
      );
    });
  },
  read: readH5ad,
  inspect: inspectH5ad,
};

/**
 * Read an AnnData file, of any version since 0.5.
 *
 * Counts come from the first of X, raw/X and the layers that looks like counts (non-negative whole numbers), positions
 * from obsm or obs by name, or from a table of their own; all can be named in the options. Sparse matrices stay sparse. Names that occur twice are
 * made unique. Left out are spots off the tissue, cells without a position and features that are no genes, each with a note or a
 * loss. Values pass as they are stored, negative ones too.
 *
 * @throws bad-file when the file is damaged or not AnnData; bad-data when it has no cells, genes, counts or positions or
 * some are NaN or infinite; bad-option when it lacks what an option names; unsupported when a filter plugin is missing.
 */
export async function readH5ad(source: Source, options: ReadOptions = {}, task: Task = silentTask): Promise<Dataset> {
  await expectWholeHdf5(source);
  const wanted = (file: StoredTree) => longLists(file, options);
  const dataset = await withGivenPositions(source.name, options.positionsFile, (places) => {
    const read = (file: StoredTree) => readAnnData(file, options, places && replacing(file, places));
    return readInTurns(source, read, { wanted }, task);
  });
  return tissueOnly(dataset);
}

/** Positions of a table of their own, which take the place of those in the file. */
function replacing(file: StoredTree, places: PositionsOf): PositionsOf {
  return (...cells) => {
    const found = places(...cells);
    if (!obsmKeys(file).includes("spatial")) return found;
    return { ...found, notes: [...found.notes, `positions of ${found.from} replace those in obsm/spatial`] };
  };
}

/** Arrays with a value or two for each cell or gene. */
function longLists(file: StoredTree, { positions, positionsFile }: ReadOptions): string[] {
  const paths = ["X/indptr"];
  for (const table of ["obs", "var"]) {
    for (const name of file.keys(table)) paths.push(`${table}/${name}`, `${table}/${name}/codes`);
  }
  if (positionsFile !== undefined) return paths;
  try {
    const from = locatePositions(file, positions);
    if (from?.startsWith("obsm/")) paths.push(from);
  } catch {
    // Said when the positions are read.
  }
  return paths;
}

/**
 * One column of obs, for scoring.
 *
 * @throws bad-option when there is no such column, with those that there are; bad-data for numbers that doubles do not
 * keep apart; bad-file
 */
export async function readLabels(source: Source, column: string): Promise<Column> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => {
    const { columns } = describeTable(file, "obs");
    if (!columns.includes(column)) {
      const has = columns.length === 0 ? "no columns" : columns.join(", ");
      throw new CellScapeError("bad-option", `${file.name}: expected a column ${column} in obs, got ${has}`);
    }
    const isGroup = file.kind("obs") === "group";
    const found = isGroup ? readColumn(file, "obs", column) : readTable(file, "obs").table.columns.get(column);
    if (found) {
      expectApart(found, `obs/${column} of ${file.name}`);
      return found;
    }
    throw new CellScapeError("bad-file", `${file.name}: expected one value per cell in obs/${column}, got several`);
  });
}

/** All annotations of the cells. */
export async function readObs(source: Source): Promise<Table> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => readTable(file, "obs").table);
}

/** Names and annotations of the genes. */
export async function readVar(source: Source): Promise<NamedTable> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => readTable(file, "var"));
}

/** Names of the columns of obs, without their values. */
export async function readObsNames(source: Source): Promise<readonly string[]> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => describeTable(file, "obs").columns);
}

/** A text in uns, by its path below it; undefined where there is none. */
export async function readUnsText(source: Source, path: string): Promise<string | undefined> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => {
    const at = `uns/${path}`;
    if (file.kind(at) !== "dataset" || file.info(at).type !== "string") return undefined;
    return file.strings(at)[0];
  });
}

/** What is known of the cells without their counts. */
export interface Annotated {
  readonly cells: readonly string[];
  readonly obs: Table;
  /** [n, 2]; NaN for cells that a run left out because they had no position. */
  readonly positions: Matrix;
  readonly positionsFrom: string;
  /** Keys of obsm. */
  readonly embeddings: readonly string[];
  /** `uns/<column>_colors` by column. */
  readonly colors: ReadonlyMap<string, readonly string[]>;
}

/**
 * Names, annotations and positions of the cells.
 *
 * @throws as `readH5ad`.
 */
export async function readAnnotations(source: Source): Promise<Annotated> {
  await expectWholeHdf5(source);
  const wanted = (file: StoredTree) => longLists(file, {});
  return readWithLists(source, wanted, (file) => {
    expectAnnData(file);
    const { names, table } = readTable(file, "obs");
    const cells = uniqueNames(names).names;
    const { positions, from } = readAnyPositions(file, cells);
    const colors = new Map<string, readonly string[]>();
    for (const key of file.keys("uns")) {
      const [, column] = /^(.+)_colors$/.exec(key) ?? [];
      const path = `uns/${key}`;
      if (column === undefined || file.kind(path) !== "dataset" || file.info(path).type !== "string") continue;
      colors.set(column, file.strings(path));
    }
    return { cells, obs: table, positions, positionsFrom: from, embeddings: obsmKeys(file), colors };
  });
}

/**
 * The genes that `readH5ad` gives, without their counts.
 *
 * @throws as `readH5ad`.
 */
export async function readGenes(source: Source): Promise<Pick<Dataset, "genes" | "var">> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => genesOnly(readNow(file, readAnnDataGenes(file))));
}

/** Pictures of the tissue, and the unit of the positions where the file states it. */
export async function readPictures(source: Source): Promise<Pick<Dataset, "tissue" | "tissues" | "unitUm">> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => {
    const { notes: _, ...tissues } = readTissues(file);
    const { notes: __, ...unit } = storedUnit(file);
    return { ...tissues, ...unit };
  });
}

/**
 * A matrix of obsm, such as an embedding.
 *
 * @returns [n, k]
 * @throws bad-option when there is no such key.
 */
export async function readObsm(source: Source, key: string): Promise<Matrix> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => readObsmMatrix(file, key));
}

import { CellScapeError } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Table } from "../../data/table.ts";
import { columnText } from "../anndata/table.ts";
import { inspectZarrAnnData, readZarrAnnData } from "../anndata/zarr.ts";
import { pickCells } from "../assembly/pickCells.ts";
import type { FoundPositions, PositionsOf } from "../assembly/positions.ts";
import { tissueOnly } from "../assembly/tissueOnly.ts";
import { type Inspection, runArguments } from "../inspection/inspection.ts";
import { inZip } from "../inZip.ts";
import type { FileReader, FolderReader, ReadOptions } from "../reader.ts";
import type { Folder } from "../source.ts";
import { readZarrNode, zarrRoot } from "../zarr/node.ts";
import { openZarr } from "../zarr/tree.ts";
import { type Element, readElement } from "./element.ts";

/** The reader of SpatialData. */
export const spatialData: FolderReader = {
  takes: "folder",
  format: "spatialdata",
  describes: "SpatialData (.zarr): a table with its shapes or labels, chosen with --table",
  options: ["countsFrom", "positions", "table"],
  matches: async (folder) => (await tablesOf(folder)).length > 0,
  read: readSpatialData,
  inspect: inspectSpatialData,
};

/** The reader of SpatialData in a zip archive. */
export const spatialDataZip: FileReader = {
  ...inZip(spatialData),
  format: "spatialdata.zip",
  describes: "SpatialData in a zip archive",
};

/** A table and what it annotates. */
interface TableInfo {
  readonly name: string;
  /** Path inside the folder. */
  readonly path: string;
  /** The elements whose things are the rows of the table; none when it annotates nothing. */
  readonly regions: readonly string[];
  /** Columns of obs: the element of each row, and its name there. */
  readonly regionKey: string;
  readonly instanceKey: string;
}

/**
 * Read a table of SpatialData. Its cells lie at the centroids of the shapes or labels that it annotates, in the
 * coordinates called "global".
 *
 * @throws bad-option when there is no such table; bad-data when it annotates nothing and holds no positions, or no cell has
 * a shape; unsupported for kinds of shapes and transformations that this build does not know.
 */
export async function readSpatialData(folder: Folder, options: ReadOptions, task?: Task): Promise<Dataset> {
  const { table, notes } = await chooseTable(folder, options.table);
  if (table.regions.length === 0 || options.positions !== undefined) {
    const dataset = await readZarrAnnData(folder, table.path, options, { task });
    return tissueOnly({ ...dataset, notes: [...notes, ...dataset.notes] });
  }
  const elements = new Map<string, Element>();
  for (const region of table.regions) elements.set(region, await readElement(folder, await expectRoot(folder), region));
  let missing: readonly number[] = [];
  const positionsIn: PositionsOf = (cells, obs) => {
    const found = positionsOf(folder.name, { table, elements, cells, obs });
    missing = found.missing;
    return found;
  };
  const dataset = await readZarrAnnData(folder, table.path, options, { positionsOf: positionsIn, task });
  return tissueOnly(withoutMissing({ ...dataset, notes: [...notes, ...dataset.notes] }, missing, table));
}

/** Rows of a table whose shape or label is not there, as cropping leaves them, are no cells of the tissue. */
function withoutMissing(dataset: Dataset, missing: readonly number[], { name, regions }: TableInfo): Dataset {
  if (missing.length === 0) return dataset;
  const example = dataset.cells[missing[0]];
  const what = `rows of the table ${name} have no shape or label in ${regions.join(", ")}`;
  const left = dataset.cells.map((_, i) => i).filter((i) => !Number.isNaN(dataset.positions.values[2 * i]));
  if (left.length === 0) {
    throw new CellScapeError(
      "bad-data",
      `${dataset.name}: expected cells with a shape or label, got none: all ${what}`,
    );
  }
  const losses = [...dataset.losses, `${missing.length} ${what} and were left out, such as ${example}`];
  return { ...pickCells(dataset, left), losses };
}

async function inspectSpatialData(folder: Folder): Promise<Inspection> {
  const { table, notes } = await chooseTable(folder, undefined);
  const inspection = await inspectZarrAnnData(folder, table.path);
  const several = (await tablesOf(folder)).length > 1;
  const annotating = table.regions.length > 0;
  return {
    ...inspection,
    format: "spatialdata",
    positionsFrom: annotating ? `centroids of ${table.regions.join(", ")}` : inspection.positionsFrom,
    warnings: [
      ...inspection.warnings.filter((warning) => !annotating || !warning.startsWith("no positions")),
      ...notes,
    ],
    command: runArguments(folder.name, several ? ["--table", table.name] : []),
  };
}

async function chooseTable(folder: Folder, wanted: string | undefined): Promise<{ table: TableInfo; notes: string[] }> {
  const tables = await tablesOf(folder);
  const names = tables.map(({ name }) => name).join(", ");
  if (wanted !== undefined) {
    const table = tables.find(({ name }) => name === wanted);
    if (table) return { table, notes: [] };
    throw new CellScapeError("bad-option", `${folder.name}: expected a table ${wanted}, got ${names || "none"}`);
  }
  const [first] = tables;
  if (first === undefined) throw new CellScapeError("bad-data", `${folder.name}: expected a table, got none`);
  const annotating = tables.filter(({ regions }) => regions.length > 0);
  const table = annotating.find(({ name }) => name === "table") ?? annotating[0] ?? first;
  const notes = tables.length > 1 ? [`the table ${table.name} was taken of ${names}; name another with --table`] : [];
  return { table, notes };
}

async function expectRoot(folder: Folder): Promise<string> {
  const root = await zarrRoot(folder);
  if (root !== undefined) return root;
  throw new CellScapeError("bad-file", `${folder.name}: expected a zarr group, got another folder`);
}

/** Tables of SpatialData, in `tables/` or, before version 0.1, `table/`; none when it is something else. */
async function tablesOf(folder: Folder): Promise<TableInfo[]> {
  const root = await zarrRoot(folder);
  if (root === undefined) return [];
  const inside = (path: string) => (root === "" ? path : `${root}/${path}`);
  const top = await folder.list(root);
  if (top.includes("obs/")) return [];
  const tables: TableInfo[] = [];
  for (const place of ["tables", "table"]) {
    if (!top.includes(`${place}/`)) continue;
    for (const entry of await folder.list(inside(place))) {
      const path = inside(`${place}/${entry.slice(0, -1)}`);
      const node = entry.endsWith("/") ? await readZarrNode(folder, path) : undefined;
      if (node?.kind === "group") tables.push({ name: entry.slice(0, -1), path, ...(await annotated(folder, path)) });
    }
  }
  return tables;
}

/** What a table annotates, as its attributes or else its `uns` say. */
async function annotated(folder: Folder, path: string): Promise<Omit<TableInfo, "name" | "path">> {
  const node = await readZarrNode(folder, path);
  let { region, region_key: regionKey, instance_key: instanceKey } = node?.attributes ?? {};
  if (region === undefined || region === null) {
    const uns = `${path}/uns/spatialdata_attrs`;
    const attributes = (await readZarrNode(folder, uns)) ? await openZarr(folder, uns) : undefined;
    await attributes?.load("");
    const text = (key: string) => (attributes?.kind(key) === "dataset" ? attributes.strings(key) : undefined);
    region = text("region");
    regionKey = text("region_key")?.[0];
    instanceKey = text("instance_key")?.[0];
  }
  const regions = (Array.isArray(region) ? region : [region]).filter((name) => typeof name === "string" && name !== "");
  return {
    regions: regions.map(String),
    regionKey: typeof regionKey === "string" ? regionKey : "region",
    instanceKey: typeof instanceKey === "string" ? instanceKey : "instance_id",
  };
}

interface Cells {
  readonly table: TableInfo;
  readonly elements: ReadonlyMap<string, Element>;
  readonly cells: readonly string[];
  readonly obs: Table;
}

function positionsOf(
  name: string,
  { table, elements, cells, obs }: Cells,
): FoundPositions & { readonly missing: readonly number[] } {
  const [regions, instances] = [table.regionKey, table.instanceKey].map((key) => {
    const column = obs.columns.get(key);
    if (column) return columnText(column);
    throw new CellScapeError("bad-file", `${name}: expected a column ${key} in the table ${table.name}, got none`);
  });
  const values = new Float64Array(2 * cells.length);
  const missing: number[] = [];
  for (let i = 0; i < cells.length; i++) {
    const element = elements.get(regions[i]);
    const place = element?.centroids.get(instances[i]);
    if (element === undefined || place === undefined || Number.isNaN(place[0])) {
      missing.push(i);
      values[2 * i] = values[2 * i + 1] = Number.NaN;
      continue;
    }
    const [a, b, c, d, e, f] = element.map;
    values[2 * i] = a * place[0] + b * place[1] + c;
    values[2 * i + 1] = d * place[0] + e * place[1] + f;
  }
  const from = `centroids of ${[...elements.keys()].join(", ")}`;
  const notes = [...elements].map(([region, { kind, system, moved }]) => {
    const how = moved ? `moved into the coordinates "${system}"` : `in the coordinates "${system}"`;
    return `positions are the centroids of the ${kind} ${region}, ${how}`;
  });
  if (elements.size > 1)
    notes.push(`the cells lie in ${elements.size} elements (obs/${table.regionKey}); they must not overlap`);
  return { positions: { rows: cells.length, columns: 2, values }, from, notes, missing };
}

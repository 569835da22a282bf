import { CellScapeError } from "../../core/errors.ts";
import type { Task } from "../../core/task.ts";
import type { Dataset } from "../../data/dataset.ts";
import { withGivenPositions } from "../assembly/givenPositions.ts";
import type { PositionsOf } from "../assembly/positions.ts";
import { tissueOnly } from "../assembly/tissueOnly.ts";
import type { Inspection } from "../inspection/inspection.ts";
import { inZip } from "../inZip.ts";
import type { FileReader, FolderReader, ReadOptions } from "../reader.ts";
import type { Folder } from "../source.ts";
import { readLater } from "../stored/reading.ts";
import { zarrRoot } from "../zarr/node.ts";
import { openZarr, type ZarrTree } from "../zarr/tree.ts";
import { readAnnData } from "./annData.ts";
import { inspectAnnData } from "./inspect.ts";
import { locatePositions } from "./positions.ts";
import { UNIT_PARTS } from "./storedUnit.ts";

/** What of uns is read: pictures of the tissue and the unit of positions. */
export const UNS_PARTS = ["uns/spatial", ...UNIT_PARTS];
/** What of AnnData is read; the rest of uns, pairs of cells and pairs of genes are not. */
export const ANNDATA_PARTS = ["X", "layers", "obs", "obsm", "raw", "var", ...UNS_PARTS];

/**
 * Read AnnData from a zarr store: the rules are those of `readH5ad`, blocks of the matrix are read one after the other.
 *
 * @param root path of the AnnData group inside the folder.
 * @param positionsOf where the cells are; found in obsm and obs when not given.
 * @throws as `readH5ad`.
 */
export async function readZarrAnnData(
  folder: Folder,
  root: string,
  options: ReadOptions,
  { positionsOf, task }: { readonly positionsOf?: PositionsOf; readonly task?: Task | undefined } = {},
): Promise<Dataset> {
  const tree = await openAnnData(folder, root);
  for (const part of ["obs", "var", "raw/var", ...UNS_PARTS]) await tree.load(part);
  if (positionsOf === undefined) {
    const from = locatePositions(tree, options.positions);
    if (from?.startsWith("obsm/")) await tree.load(from);
  }
  return readLater(tree, readAnnData(tree, options, positionsOf), task);
}

/** What an AnnData group holds, and how to run it. */
export async function inspectZarrAnnData(folder: Folder, root: string): Promise<Inspection> {
  const tree = await openAnnData(folder, root);
  await tree.load("obs");
  return readLater(tree, inspectAnnData(tree, "zarr"));
}

async function openAnnData(folder: Folder, root: string): Promise<ZarrTree> {
  const tree = await openZarr(folder, root, ANNDATA_PARTS);
  if (tree.kind("obs") === "dataset" || tree.kind("var") === "dataset") {
    throw new CellScapeError(
      "unsupported",
      `${folder.name}: expected AnnData of version 0.7 or later, got an older one; ` +
        "rewrite it in Python (anndata.read_zarr(...).write_zarr(...))",
    );
  }
  return tree;
}

/** The reader of AnnData in a folder. */
export const annDataZarr: FolderReader = {
  takes: "folder",
  format: "zarr",
  describes: "AnnData as a zarr folder, version 2 or 3",
  options: ["countsFrom", "positions", "positionsFile"],
  matches: async (folder) => (await annDataRoot(folder)) !== undefined,
  read: async (folder, options, task) => {
    const root = await expectRoot(folder);
    const read = (positionsOf: PositionsOf | undefined) =>
      readZarrAnnData(folder, root, options, { ...(positionsOf ? { positionsOf } : {}), task });
    return tissueOnly(await withGivenPositions(folder.name, options.positionsFile, read));
  },
  inspect: async (folder) => inspectZarrAnnData(folder, await expectRoot(folder)),
};

/** The reader of AnnData in a zip archive. */
export const annDataZip: FileReader = {
  ...inZip(annDataZarr),
  format: "zarr.zip",
  describes: "AnnData as a zarr folder in a zip archive",
};

/** Where AnnData lies in a folder: in itself or, as archives have it, in the only folder of it. */
async function annDataRoot(folder: Folder): Promise<string | undefined> {
  const root = await zarrRoot(folder);
  if (root === undefined) return undefined;
  const names = await folder.list(root);
  // Since anndata 0.7 the root names the format; before 0.8 not always.
  // MuData has the same tables above those of its modalities.
  return names.includes("obs/") && names.includes("var/") && !names.includes("mod/") ? root : undefined;
}

async function expectRoot(folder: Folder): Promise<string> {
  const root = await annDataRoot(folder);
  if (root !== undefined) return root;
  throw new CellScapeError("bad-file", `${folder.name}: expected AnnData with obs and var, got another folder`);
}

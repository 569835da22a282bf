import { CellScapeError } from "../../core/errors.ts";
import { ANNDATA_PARTS, UNS_PARTS } from "../anndata/zarr.ts";
import { withGivenPositions } from "../assembly/givenPositions.ts";
import { tissueOnly } from "../assembly/tissueOnly.ts";
import { inZip } from "../inZip.ts";
import type { FileReader, FolderReader } from "../reader.ts";
import type { Folder } from "../source.ts";
import { readLater } from "../stored/reading.ts";
import { below } from "../stored/subtree.ts";
import { zarrRoot } from "../zarr/node.ts";
import { openZarr, type ZarrTree } from "../zarr/tree.ts";
import { modalityNames } from "./modality.ts";
import { inspectMuData, readMuData } from "./muData.ts";

/** The reader of MuData in a folder. */
export const muDataZarr: FolderReader = {
  takes: "folder",
  format: "mudata-zarr",
  describes: "MuData as a zarr folder: one modality, chosen with --modality",
  options: ["modality", "countsFrom", "positions", "positionsFile"],
  matches: async (folder) => (await muDataRoot(folder)) !== undefined,
  async read(folder, options, task) {
    const tree = await openMuData(folder);
    const dataset = await withGivenPositions(folder.name, options.positionsFile, (given) =>
      readLater(tree, readMuData(tree, options, given), task),
    );
    return tissueOnly(dataset);
  },
  async inspect(folder) {
    const tree = await openMuData(folder);
    return readLater(tree, inspectMuData(tree, "mudata-zarr"));
  },
};

/** The reader of MuData in a zip archive. */
export const muDataZip: FileReader = {
  ...inZip(muDataZarr),
  format: "mudata-zarr.zip",
  describes: "MuData as a zarr folder in a zip archive",
};

/** Where MuData lies in a folder: its tables beside the group of its modalities. */
async function muDataRoot(folder: Folder): Promise<string | undefined> {
  const root = await zarrRoot(folder);
  if (root === undefined) return undefined;
  const names = await folder.list(root);
  return names.includes("mod/") && names.includes("obs/") ? root : undefined;
}

/** The store with its tables and positions at hand; matrices are read in blocks. */
async function openMuData(folder: Folder): Promise<ZarrTree> {
  const root = await muDataRoot(folder);
  const tree = root === undefined ? undefined : await openZarr(folder, root, [...ANNDATA_PARTS, "mod"]);
  const names = tree ? modalityNames(tree) : [];
  if (tree === undefined || names.length === 0) {
    throw new CellScapeError("bad-file", `${folder.name}: expected MuData with modalities, got another folder`);
  }
  for (const at of ["", ...names.map((name) => `mod/${name}`)]) {
    for (const part of ["obs", "var", "raw/var", "obsm", ...UNS_PARTS]) {
      const path = at === "" ? part : below(at, part);
      if (part !== "var" || at !== "") await tree.load(path);
    }
  }
  return tree;
}

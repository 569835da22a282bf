import { CellScapeError } from "../../core/errors.ts";
import type { FolderReader } from "../reader.ts";
import type { Folder } from "../source.ts";
import { joinTenx } from "./dataset.ts";
import { openTenxH5 } from "./h5Matrix.ts";
import { inspectTenx } from "./inspect.ts";
import type { TenxMatrix } from "./matrix.ts";
import { matrixPrefixes, openTenxMtx } from "./mtxMatrix.ts";
import { findPositions, readSurroundings } from "./surroundings.ts";

const H5 = "cell_feature_matrix.h5";
const MTX = "cell_feature_matrix";

/** The reader of Xenium's output: counts of cells and features, and a table of cells. */
export const xenium: FolderReader = {
  takes: "folder",
  format: "xenium",
  describes: "Xenium output (cell_feature_matrix with cells)",
  options: ["positionsFile"],
  async matches(folder) {
    const names = await folder.list();
    const cells = names.some((name) => /^cells\.(csv|csv\.gz|parquet)$/.test(name));
    return cells && (names.includes(H5) || names.includes(`${MTX}/`) || names.includes("experiment.xenium"));
  },
  async read(folder, { positionsFile }, task) {
    const matrix = await openMatrix(folder);
    const near = await readSurroundings(folder.name, folder.open, {
      given: positionsFile,
      library: "xenium",
      metadata: {},
    });
    const dataset = await joinTenx(folder.name, matrix, near, { task });
    const without = near.cells.names.length - dataset.cells.length;
    if (without <= 0 || positionsFile !== undefined) return dataset;
    return {
      ...dataset,
      losses: [...dataset.losses, `${without} cells of ${near.cells.from} have no counts and were left out`],
    };
  },
  async inspect(folder) {
    const matrix = await openMatrix(folder);
    const positionsFrom = (await findPositions(folder.open))?.from;
    return inspectTenx({ name: folder.name, format: "xenium", matrix, positionsFrom });
  },
};

async function openMatrix(folder: Folder): Promise<TenxMatrix> {
  const file = await folder.open(H5);
  if (file !== undefined) return { ...(await openTenxH5(file)), countsFrom: H5 };
  const [prefix] = matrixPrefixes(await folder.list(MTX));
  if (prefix !== undefined) {
    const matrix = await openTenxMtx((path) => folder.open(`${MTX}/${path}`), prefix, `${folder.name}/${MTX}`);
    return { ...matrix, countsFrom: MTX };
  }
  const names = (await folder.list()).filter((name) => name.startsWith(MTX));
  const got = names.length === 0 ? "neither" : names.join(", ");
  throw new CellScapeError("bad-file", `${folder.name}: expected ${H5} or ${MTX}/ with matrix.mtx, got ${got}`);
}

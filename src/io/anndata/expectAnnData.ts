import { CellScapeError } from "../../core/errors.ts";
import type { StoredTree } from "../stored/tree.ts";

/**
 * Refuse an HDF5 file that is not AnnData.
 *
 * @throws bad-file naming what the file holds instead.
 */
export function expectAnnData(file: StoredTree): void {
  if (file.kind("obs") !== undefined && file.kind("var") !== undefined) return;
  const has = file.keys("/").slice(0, 20).join(", ") || "nothing";
  throw new CellScapeError("bad-file", `${file.name}: expected AnnData with obs and var, got an HDF5 file with ${has}`);
}

import { h5ad } from "./anndata/h5ad.ts";
import { annDataZarr, annDataZip } from "./anndata/zarr.ts";
import { loom } from "./loom/loom.ts";
import { h5mu } from "./mudata/h5mu.ts";
import { muDataZarr, muDataZip } from "./mudata/zarr.ts";
import type { Reader } from "./reader.ts";
import { spatialData, spatialDataZip } from "./spatialdata/spatialData.ts";
import { gef } from "./stereoseq/gef.ts";
import { textTable, textTables } from "./tables/textTables.ts";
import { tenxH5 } from "./tenx/h5.ts";
import { tenxMtx, tenxMtxFile } from "./tenx/mtx.ts";
import { visium, visiumHd, visiumHdCells } from "./tenx/spaceRanger.ts";
import { xenium } from "./tenx/xenium.ts";
import { transcriptFolder, transcripts } from "./transcripts/transcripts.ts";

/** Every format that can be read; a new one is one file and one line here. Tried in this order within a rank. */
export const readers: readonly Reader[] = [
  h5ad,
  h5mu,
  loom,
  gef,
  tenxH5,
  tenxMtxFile,
  annDataZarr,
  annDataZip,
  muDataZarr,
  muDataZip,
  spatialData,
  spatialDataZip,
  visiumHd,
  visiumHdCells,
  visium,
  xenium,
  tenxMtx,
  transcripts,
  transcriptFolder,
  textTable,
  textTables,
];

import { annDataZarr, annDataZip } from "./annDataZarr.ts";
import { gef } from "./gef.ts";
import { h5ad } from "./h5ad.ts";
import { loom } from "./loom.ts";
import type { Reader } from "./reader.ts";
import { visium, visiumHd } from "./spaceRanger.ts";
import { spatialData, spatialDataZip } from "./spatialData.ts";
import { tenxH5 } from "./tenxH5.ts";
import { tenxMtx, tenxMtxFile } from "./tenxMtx.ts";
import { textTable, textTables } from "./textTables.ts";
import { transcriptFolder, transcripts } from "./transcripts.ts";
import { xenium } from "./xenium.ts";

/** Every format that can be read; a new one is one file and one line here. Asked in this order. */
export const readers: readonly Reader[] = [
  h5ad,
  loom,
  gef,
  tenxH5,
  tenxMtxFile,
  annDataZarr,
  annDataZip,
  spatialData,
  spatialDataZip,
  visiumHd,
  visium,
  xenium,
  tenxMtx,
  transcripts,
  transcriptFolder,
  textTable,
  textTables,
];

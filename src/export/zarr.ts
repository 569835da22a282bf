import { h5adToZarr } from "../io/anndata/toZarr.ts";
import type { Exporter } from "./exporter.ts";

/** The whole result as an AnnData zarr store. */
export const zarr: Exporter = {
  format: "zarr",
  describes: "AnnData zarr store (version 2, consolidated), for anndata, scanpy and viewers",
  async write({ source }, target) {
    await h5adToZarr(source, { put: (key, bytes) => target.put(`result.zarr/${key}`, bytes) });
    return { path: "result.zarr", how: 'anndata.read_zarr("result.zarr")' };
  },
};

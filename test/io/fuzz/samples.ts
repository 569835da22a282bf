import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { zipFolder } from "../../../src/io/bytes/zipFolder.ts";
import { inputAt } from "../../../src/io/node/nodeFolder.ts";
import type { ReadOptions } from "../../../src/io/reader.ts";
import type { Folder } from "../../../src/io/source.ts";
import { muDataBytes, placesOf } from "../muDataFile.ts";
import {
  cellBarcode,
  cellOutlines,
  h5Bytes,
  mtxFiles,
  picture,
  positionsParquet,
  positionsText,
  scaleFactors,
  smallTenx,
  text,
  xeniumCells,
} from "../tenxFiles.ts";
import type { Files } from "./memoryFiles.ts";

/** An input that can be read, to be spoiled. */
export interface Sample {
  readonly name: string;
  readonly files: Files;
  /** The file that is read; the folder itself when not given, or an archive of all files. */
  readonly read?: string;
  readonly archive?: boolean;
  readonly options?: ReadOptions;
}

/** Samples of every format, by the name that its reader goes by. */
export const samples: Readonly<Record<string, () => Promise<readonly Sample[]>>> = {
  h5ad: async () =>
    ["plain", "latest", "records", "references", "untidy", "v108", "columns"].map((name) =>
      fileSample(`fixtures/h5ad/${name}.h5ad`),
    ),
  h5mu: async () => [
    {
      name: "own positions",
      files: files({ "a.h5mu": await muDataBytes(modalities(true), { cells: muCells }) }),
      read: "a.h5mu",
    },
    {
      name: "shared positions",
      files: files({
        "a.h5mu": await muDataBytes(modalities(false), { cells: muCells, obsm: { spatial: placesOf(muCells) } }),
      }),
      read: "a.h5mu",
    },
  ],
  "mudata-zarr": async () => (await muDataSamples()).map((sample) => ({ ...sample, archive: false })),
  "mudata-zarr.zip": muDataSamples,
  loom: async () => [fileSample("fixtures/formats/small.loom")],
  gef: async () => [
    fileSample("fixtures/formats/bins.gef", { bin: 20 }),
    fileSample("fixtures/formats/cells.gef"),
    fileSample("fixtures/formats/old.gef"),
  ],
  "10x-h5": async () => [
    { name: "new", files: files({ "a.h5": await h5Bytes(tenx), ...cells }), read: "a.h5" },
    { name: "old", files: files({ "a.h5": await h5Bytes(tenx, { older: true }), ...cells }), read: "a.h5" },
  ],
  "10x-mtx file": async () => [
    { name: "new", files: files({ ...mtxFiles(tenx), ...cells }), read: "matrix.mtx.gz" },
    { name: "old", files: files({ ...mtxFiles(tenx, { older: true }), ...cells }), read: "matrix.mtx" },
  ],
  "10x-mtx": async () => [
    { name: "new", files: files({ ...mtxFiles(tenx), ...cells }) },
    { name: "old", files: files({ ...mtxFiles(tenx, { older: true }), ...cells }) },
  ],
  visium: async () => [
    { name: "csv", files: files({ [H5]: await h5Bytes(tenx), [POSITIONS]: positionsText(tenx), ...tissue }) },
    {
      name: "csv without header",
      files: files({
        [H5]: await h5Bytes(tenx),
        "spatial/tissue_positions_list.csv": positionsText(tenx, { header: false }),
        ...tissue,
      }),
    },
    {
      name: "mtx",
      files: files({
        ...mtxFiles(tenx, { before: "filtered_feature_bc_matrix/" }),
        [POSITIONS]: positionsText(tenx),
        ...tissue,
      }),
    },
  ],
  "visium-hd": async () => {
    const parquet = "spatial/tissue_positions.parquet";
    const bin = { [H5]: await h5Bytes(tenx), [parquet]: positionsParquet(tenx), ...tissue };
    const inside = Object.entries(bin).map(([path, bytes]) => [`binned_outputs/square_008um/${path}`, bytes] as const);
    return [{ name: "008um", files: new Map(inside) }];
  },
  "visium-hd-cells": async () => {
    const numbers = tenx.barcodes.map((_, i) => i + 1);
    const counts = await h5Bytes({ ...tenx, barcodes: numbers.map(cellBarcode) });
    const outlines = cellOutlines(numbers);
    const segmented = { "filtered_feature_cell_matrix.h5": counts, "cell_segmentations.geojson": outlines, ...tissue };
    return [{ name: "segmented", files: files(segmented) }];
  },
  xenium: async () => [
    { name: "h5", files: files({ "cell_feature_matrix.h5": await h5Bytes(tenx), ...cells }) },
    { name: "mtx", files: files({ ...mtxFiles(tenx, { before: "cell_feature_matrix/" }), ...cells }) },
    {
      name: "picture",
      files: files({
        "cell_feature_matrix.h5": await h5Bytes(tenx),
        ...cells,
        "morphology_focus.ome.tif": bytesOf("fixtures/tiff/jpeg2000.ome.tif"),
      }),
    },
  ],
  zarr: async () => (await zarrSamples()).map((sample) => ({ ...sample, archive: false })),
  "zarr.zip": zarrSamples,
  spatialdata: async () => (await spatialSamples()).map((sample) => ({ ...sample, archive: false })),
  "spatialdata.zip": spatialSamples,
  transcripts: async () => [
    fileSample("fixtures/formats/transcripts.csv.gz"),
    fileSample("fixtures/formats/transcripts.csv.gz", { bin: 16 }),
    fileSample("fixtures/formats/transcripts.parquet"),
    fileSample("fixtures/formats/small.gem", { bin: 50 }),
  ],
  "transcripts folder": async () => [
    { name: "csv", files: files({ "transcripts.csv": gunzipSync(bytesOf("fixtures/formats/transcripts.csv.gz")) }) },
    { name: "parquet", files: files({ "transcripts.parquet": bytesOf("fixtures/formats/transcripts.parquet") }) },
  ],
  csv: async () => [
    fileSample("fixtures/formats/one.csv"),
    { ...folderSample("cosmx"), read: "run1_exprMat_file.csv" },
    { ...folderSample("merscope"), read: "cell_by_gene.csv" },
  ],
  "csv folder": async () => ["cosmx", "merscope", "slideseq", "r"].map(folderSample),
};

const tenx = smallTenx();
const cells = { "cells.csv": text(xeniumCells(tenx)) };
const tissue = { "spatial/scalefactors_json.json": scaleFactors(), "spatial/tissue_hires_image.png": picture() };
const H5 = "filtered_feature_bc_matrix.h5";
const POSITIONS = "spatial/tissue_positions.csv";

const files = (all: Readonly<Record<string, Uint8Array>>): Files => new Map(Object.entries(all));
const bytesOf = (path: string) => new Uint8Array(readFileSync(path));

function fileSample(path: string, options: ReadOptions = {}): Sample {
  const name = path.split("/").at(-1) ?? path;
  return { name, files: files({ [name]: bytesOf(path) }), read: name, options };
}

function folderSample(name: string): Sample {
  const folder = `fixtures/formats/${name}`;
  return { name, files: new Map(readdirSync(folder).map((file) => [file, bytesOf(`${folder}/${file}`)])) };
}

function zarrSamples(): Promise<Sample[]> {
  const names = readdirSync("fixtures/formats").filter((name) => name.endsWith(".zarr.zip"));
  return Promise.all(names.map((name) => archiveSample(name)));
}

const muCells = Array.from({ length: 8 }, (_, i) => `cell${i}`);

function modalities(placed: boolean) {
  const rna = { cells: muCells.slice(1), genes: ["A", "B", "C"] };
  const own = placed ? { obsm: { spatial: placesOf(rna.cells) } } : {};
  return { protein: { cells: muCells, genes: ["CD3", "CD4"] }, rna: { ...rna, ...own } };
}

/** AnnData as the only modality of a store whose tables are copies of its own. */
async function muDataSamples(): Promise<Sample[]> {
  const inner = await archiveSample("anndata-v2.zarr.zip");
  const [[top]] = [[...inner.files.keys()].filter((path) => path.endsWith(".zgroup"))];
  const root = top.slice(0, -".zgroup".length);
  const group = inner.files.get(top) ?? new Uint8Array(0);
  const all = new Map([
    [".zgroup", group],
    ["mod/.zgroup", group],
  ]);
  for (const [path, bytes] of inner.files) {
    const own = path.slice(root.length);
    all.set(`mod/rna/${own}`, bytes);
    if (/^(obs|var)\//.test(own)) all.set(own, bytes);
  }
  return [{ name: "v2", files: all, archive: true }];
}

function spatialSamples(): Promise<Sample[]> {
  return Promise.all([
    archiveSample("spatialdata.zip", { table: "mixed" }),
    archiveSample("spatialdata.zip", { table: "outlined" }),
    archiveSample("spatialdata-v01.zip", { table: "labelled" }),
  ]);
}

async function archiveSample(name: string, options: ReadOptions = {}): Promise<Sample> {
  const input = await inputAt(`fixtures/formats/${name}`);
  if (input.kind !== "file") throw new Error(`expected an archive, got a folder: ${name}`);
  const found = new Map<string, Uint8Array>();
  await collect(await zipFolder(input), "", found);
  return { name, files: found, archive: true, options };
}

async function collect(folder: Folder, path: string, into: Map<string, Uint8Array>): Promise<void> {
  for (const entry of await folder.list(path)) {
    const inner = path === "" ? entry : `${path}/${entry}`;
    if (entry.endsWith("/")) await collect(folder, inner.slice(0, -1), into);
    else {
      const file = await folder.open(inner);
      if (file) into.set(inner, await file.read(0, file.size));
    }
  }
}

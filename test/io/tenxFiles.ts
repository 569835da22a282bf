import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encode } from "fast-png";
import { File, ready } from "h5wasm/node";
import { parquetWriteBuffer } from "hyparquet-writer";
import { blobFolder } from "../../src/io/browser/blobSource.ts";
import type { Folder } from "../../src/io/source.ts";

/** A small 10x matrix as plain lists, for tests to spoil before it is written. Counts are [barcodes][features]. */
export interface SmallTenx {
  barcodes: string[];
  ids: string[];
  names: string[];
  types: string[];
  genome: string;
  counts: number[][];
}

/** 8 barcodes; 5 genes of which two share a name, a control and an antibody. Every count is another number. */
export function smallTenx(): SmallTenx {
  const barcodes = Array.from({ length: 8 }, (_, j) => `AAAC${"ACGT"[j % 4]}${"ACGT"[j >> 2]}-1`);
  const counts = barcodes.map((_, j) => Array.from({ length: 7 }, (_, u) => ((j + u) % 3 === 0 ? 0 : 10 * j + u + 1)));
  return {
    barcodes,
    ids: ["ENSG1", "ENSG2", "NEG1", "ENSG3", "CD3", "ENSG4", "ENSG5"],
    names: ["A", "B", "Neg-1", "A", "CD3-protein", "C", "D"],
    types: [
      "Gene Expression",
      "Gene Expression",
      "Negative Control Probe",
      "Gene Expression",
      "Antibody Capture",
      "Gene Expression",
      "Gene Expression",
    ],
    genome: "GRCh38",
    counts,
  };
}

export const text = (content: string) => new TextEncoder().encode(content);
export const packed = (content: string) => new Uint8Array(gzipSync(content));

/** A folder of files in memory. */
export const folderOf = (files: Readonly<Record<string, Uint8Array>>, name = "outs"): Folder =>
  // Blobs take the bytes as they are; the types of typed arrays admit shared memory, which these are not.
  blobFolder(
    name,
    new Map(Object.entries(files).map(([path, bytes]) => [path, new Blob([bytes as Uint8Array<ArrayBuffer>])])),
  );

/** matrix.mtx: features x barcodes, columns in order. */
export function mtxText({ counts, ids }: SmallTenx, { field = "integer", turned = false } = {}): string {
  const lines: string[] = [];
  counts.forEach((row, j) => {
    row.forEach((count, u) => {
      if (count !== 0) lines.push(turned ? `${j + 1} ${u + 1} ${count}` : `${u + 1} ${j + 1} ${count}`);
    });
  });
  const sizes = turned ? `${counts.length} ${ids.length}` : `${ids.length} ${counts.length}`;
  return `%%MatrixMarket matrix coordinate ${field} general\n%made here\n${sizes} ${lines.length}\n${lines.join("\n")}\n`;
}

/** The three text files of Cell Ranger 3 and later, or of the versions before. */
export function mtxFiles(tenx: SmallTenx, { before = "", older = false } = {}): Record<string, Uint8Array> {
  const features = tenx.ids.map((id, u) => [id, tenx.names[u], ...(older ? [] : [tenx.types[u]])].join("\t"));
  const [write, gz] = older ? [text, ""] : [packed, ".gz"];
  return {
    [`${before}matrix.mtx${gz}`]: write(mtxText(tenx)),
    [`${before}${older ? "genes" : "features"}.tsv${gz}`]: write(`${features.join("\n")}\n`),
    [`${before}barcodes.tsv${gz}`]: write(`${tenx.barcodes.join("\n")}\n`),
  };
}

/** A 10x HDF5 matrix, of Cell Ranger 3 or later or (`older`) before, where each genome is a group. */
export async function h5Bytes(
  tenx: SmallTenx,
  { older = false, spoil = {} }: { older?: boolean; spoil?: Readonly<Record<string, number[]>> } = {},
): Promise<Uint8Array> {
  await ready;
  const folder = mkdtempSync(join(tmpdir(), "cellscape-tenx-"));
  const path = join(folder, "matrix.h5");
  const file = new File(path, "w");
  const group = older ? tenx.genome : "matrix";
  file.create_group(group);
  const put = (name: string, data: string[] | Int32Array) => file.create_dataset({ name: `${group}/${name}`, data });
  const parts: Record<string, number[]> = {
    data: [],
    indices: [],
    indptr: [0],
    shape: [tenx.ids.length, tenx.barcodes.length],
  };
  for (const row of tenx.counts) {
    // Cell Ranger before 3 wrote features of a barcode in no order.
    for (let u = row.length - 1; u >= 0; u--) {
      if (row[u] === 0) continue;
      parts.data.push(row[u]);
      parts.indices.push(u);
    }
    parts.indptr.push(parts.data.length);
  }
  for (const [name, values] of Object.entries({ ...parts, ...spoil })) put(name, Int32Array.from(values));
  put("barcodes", tenx.barcodes);
  if (older) {
    put("genes", tenx.ids);
    put("gene_names", tenx.names);
  } else {
    file.create_group("matrix/features");
    put("features/id", tenx.ids);
    put("features/name", tenx.names);
    put("features/feature_type", tenx.types);
    put(
      "features/genome",
      tenx.ids.map(() => tenx.genome),
    );
    file.create_attribute("library_ids", ["sample-7"]);
    file.create_attribute("software_version", "spaceranger-3.0.0");
  }
  file.close();
  const bytes = new Uint8Array(readFileSync(path));
  rmSync(folder, { recursive: true });
  return bytes;
}

const HEADER = ["barcode", "in_tissue", "array_row", "array_col", "pxl_row_in_fullres", "pxl_col_in_fullres"];

/** Positions as Space Ranger writes them; barcode 2 lies off the tissue, and one more spot has no counts. */
export function tissuePositions({ barcodes }: SmallTenx): (string | number)[][] {
  const rows = barcodes.map((barcode, j) => [barcode, j === 2 ? 0 : 1, j >> 1, j % 2, 100.5 + 10 * j, 900 - 10 * j]);
  return [["TTTT-1", 0, 9, 9, 1, 1], ...rows].reverse();
}

export const positionsText = (tenx: SmallTenx, { header = true } = {}) =>
  text(
    `${(header ? [HEADER, ...tissuePositions(tenx)] : tissuePositions(tenx)).map((row) => row.join(",")).join("\n")}\n`,
  );

export function positionsParquet(tenx: SmallTenx): Uint8Array {
  const rows = tissuePositions(tenx);
  const types = ["STRING", "INT32", "INT32", "INT32", "DOUBLE", "DOUBLE"] as const;
  const columnData = HEADER.map((name, j) => ({ name, data: rows.map((row) => row[j]), type: types[j] }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

export const scaleFactors = (factors: object = { spot_diameter_fullres: 130, tissue_hires_scalef: 0.5 }) =>
  text(JSON.stringify(factors));

/** A picture of 3 x 2 pixels. */
export const picture = () =>
  encode({ width: 3, height: 2, channels: 3, depth: 8, data: Uint8Array.from({ length: 18 }, (_, i) => 10 * i) });

/** Cells as Xenium's software writes them; cell 5 has no counts. */
export function xeniumCells({ barcodes }: SmallTenx): string {
  const rows = [...barcodes, "CELL-5"].map((name, j) => [`"${name}"`, 1.5 * j, 2.25 * j, 40 + j].join(","));
  return `"cell_id","x_centroid","y_centroid","transcript_counts"\n${rows.join("\n")}\n`;
}

/**
 * Space Ranger's outlines of segmented cells: a square for each, of side 2, whose corner lies at (10 number, number).
 *
 * @param numbers of the cells, in the order of their outlines.
 */
export function cellOutlines(numbers: readonly number[]): Uint8Array {
  const square = (x: number, y: number) => [
    [x, y],
    [x + 2, y],
    [x + 2, y + 2],
    [x, y + 2],
    [x, y],
  ];
  const features = numbers.map((number) => ({
    type: "Feature",
    geometry: { type: "Polygon", coordinates: [square(10 * number, number)] },
    properties: { cell_id: number },
  }));
  return text(JSON.stringify({ type: "FeatureCollection", features }));
}

/** Name of a segmented cell in Space Ranger's counts. */
export const cellBarcode = (number: number) => `cellid_${`${number}`.padStart(9, "0")}-1`;

import { CellScapeError } from "../../core/errors.ts";
import { silentTask } from "../../core/task.ts";
import type { Sparse } from "../../data/sparse.ts";
import { tidyRows } from "../assembly/tidyRows.ts";
import { linesOf } from "../bytes/byteStream.ts";
import { grown, trimmed } from "../bytes/grown.ts";
import { watchedSource } from "../bytes/watchedSource.ts";
import type { Source } from "../source.ts";
import { type MatrixMarket, readMatrixMarketEntries, readMatrixMarketHeader } from "../text/matrixMarket.ts";
import type { TenxFeatures } from "./features.ts";
import type { Take, TenxMatrix } from "./matrix.ts";

/** Opens files that lie in one place, by their paths. */
export type Open = (path: string) => Promise<Source | undefined>;

/** Entries looked at. */
const LOOK = 50_000;
const FEATURES = ["features.tsv.gz", "features.tsv", "genes.tsv", "genes.tsv.gz"];
const BARCODES = ["barcodes.tsv.gz", "barcodes.tsv"];

/** What tools call a column of barcodes, and those of a table of features. */
const BARCODE_HEADER = /^"?(barcodes?|cells?|cell[_ .]?(id|name|barcode)s?|index|x|v1)?"?$/i;
const HEADER = /^(gene|feature|ensembl)?[_ .]?(ids?|names?|symbols?|types?|genes?|features?|x|v\d)$/i;

/** Names of matrix files: what is before them is a prefix of the names of all files of one matrix. */
const MATRIX = /^(.*)matrix\.mtx(\.gz)?$/;

/** The prefixes of the matrices among the names of a folder, each once. */
export function matrixPrefixes(names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => MATRIX.exec(name)?.[1] ?? []))];
}

/**
 * Open a matrix in the Matrix Market format with its features and barcodes, as Cell Ranger of any version writes it,
 * plain or gzip, with or without a prefix. A matrix of barcodes x features, as other tools write it, is turned.
 *
 * @param open opens the files of the folder.
 * @throws bad-file when a file is missing or they do not fit together.
 */
export async function openTenxMtx(open: Open, prefix: string, folder: string): Promise<TenxMatrix> {
  const find = async (names: readonly string[]): Promise<Source> => {
    for (const name of names) {
      const found = await open(`${prefix}${name}`);
      if (found !== undefined) return found;
    }
    const expected = names.map((name) => `${prefix}${name}`).join(" or ");
    throw new CellScapeError("bad-file", `${folder}: expected ${expected} beside the matrix, got neither`);
  };
  const file = await find(["matrix.mtx.gz", "matrix.mtx"]);
  const header = await readMatrixMarketHeader(file);
  const featureFile = await find(FEATURES);
  const features = await readFeatures(featureFile, header);
  const barcodeFile = await find(BARCODES);
  const barcodes = await readBarcodes(barcodeFile, header);
  const turned = isTurned(header, features.names.length, barcodes.length, file.name);
  return {
    name: file.name,
    version: features.types === undefined ? "Cell Ranger before 3" : "Cell Ranger 3 or later",
    countsFrom: file.name.split(/[\\/]/).at(-1) ?? file.name,
    type: header.field,
    barcodes,
    features,
    stored: header.entries,
    obs: new Map(),
    metadata: {},
    async sample() {
      for await (const { values, length } of readMatrixMarketEntries(file))
        return values.subarray(0, Math.min(length, LOOK));
      return [];
    },
    read: async (take, task = silentTask) =>
      tidyRows(await readCounts(watchedSource(file, task), header, take, turned)),
  };
}

/** The first column; other tools than Cell Ranger write a header here too. */
async function readBarcodes(source: Source, { rows, columns }: MatrixMarket): Promise<string[]> {
  const all = (await linesOf(source, Math.max(rows, columns) + 1)).map((line) => line.split("\t")[0]);
  const headed = [rows, columns].includes(all.length - 1) && ![rows, columns].includes(all.length);
  return headed && BARCODE_HEADER.test(all[0]) ? all.slice(1) : all;
}

/** `id`, `name`, and since Cell Ranger 3 `type`; some tools write names alone. */
async function readFeatures(source: Source, { rows, columns }: MatrixMarket): Promise<TenxFeatures> {
  const all = (await linesOf(source, Math.max(rows, columns) + 1)).map((line) => line.split("\t"));
  // Other tools than Cell Ranger write a header: one line more than the matrix has features, and the first is none.
  const headed =
    all.length > 0 && [rows, columns].includes(all.length - 1) && all[0].every((name) => HEADER.test(name));
  const lines = headed ? all.slice(1) : all;
  const typed = lines.length > 0 && lines.every((fields) => fields.length >= 3);
  return {
    ids: lines.map(([id]) => id),
    names: lines.map(([id, name = id]) => name),
    types: typed ? lines.map((fields) => fields[2]) : undefined,
    genomes: undefined,
    more: new Map(),
  };
}

function isTurned({ rows, columns }: MatrixMarket, features: number, barcodes: number, name: string): boolean {
  if (rows === features && columns === barcodes) return false;
  if (rows === barcodes && columns === features) return true;
  const expected = `${features} features x ${barcodes} barcodes, as in the files beside it`;
  throw new CellScapeError("bad-file", `${name}: expected ${expected}, got ${rows} x ${columns}`);
}

/** How many entries are given room before any was read: what is declared may be far more than there is. */
const roomFor = ({ entries }: MatrixMarket, size: number) => Math.max(1, Math.min(entries, Math.max(1 << 16, size)));

/**
 * Entries in the order of the file become rows at once when cells ascend, as 10x software writes them. Otherwise their
 * cells are kept too, and entries are dealt out to rows in a second pass.
 */
async function readCounts(file: Source, header: MatrixMarket, take: Take, turned: boolean): Promise<Sparse> {
  const { cellOf, cells, geneOf, genes } = take;
  const counts = new Uint32Array(cells);
  let room = roomFor(header, file.size);
  let indices = new Uint32Array(room);
  let values = new Float32Array(room);
  let rows: Uint32Array | undefined;
  let used = 0;
  let last = 0;
  for await (const block of readMatrixMarketEntries(file)) {
    const [features, barcodes] = turned ? [block.columns, block.rows] : [block.rows, block.columns];
    if (used + block.length > room) {
      room = Math.min(header.entries, 2 * (used + block.length));
      indices = grown(indices, new Uint32Array(room));
      values = grown(values, new Float32Array(room));
      if (rows) rows = grown(rows, new Uint32Array(room));
    }
    for (let k = 0; k < block.length; k++) {
      const cell = cellOf[barcodes[k]];
      const gene = geneOf[features[k]];
      if (cell < 0 || gene < 0) continue;
      if (cell < last && rows === undefined) rows = expandRows(counts, new Uint32Array(room));
      last = cell;
      indices[used] = gene;
      values[used] = block.values[k];
      if (!Number.isFinite(values[used])) {
        const expected = "counts up to 3.4e38 (single precision)";
        throw new CellScapeError("bad-data", `${file.name}: expected ${expected}, got ${block.values[k]}`);
      }
      if (rows) rows[used] = cell;
      counts[cell]++;
      used++;
    }
  }
  const starts = new Uint32Array(cells + 1);
  for (let i = 0; i < cells; i++) starts[i + 1] = starts[i] + counts[i];
  const size = { rows: cells, columns: genes, starts };
  if (rows === undefined) return { ...size, indices: trimmed(indices, used), values: trimmed(values, used) };
  const next = starts.slice(0, cells);
  const dealt = { indices: new Uint32Array(used), values: new Float32Array(used) };
  for (let e = 0; e < used; e++) {
    const at = next[rows[e]]++;
    dealt.indices[at] = indices[e];
    dealt.values[at] = values[e];
  }
  return { ...size, ...dealt };
}

/** The row of each entry so far, when rows have ascended until now. */
function expandRows(counts: Uint32Array, rows: Uint32Array): Uint32Array {
  let e = 0;
  for (let i = 0; i < counts.length; i++) for (let k = 0; k < counts[i]; k++) rows[e++] = i;
  return rows;
}

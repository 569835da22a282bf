import { CellScapeError } from "../../core/errors.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { Column } from "../../data/table.ts";
import { tidyRows } from "../assembly/tidyRows.ts";
import { grown, trimmed } from "../bytes/grown.ts";
import { type Hdf5File, withHdf5 } from "../hdf5/hdf5.ts";
import { expectWholeHdf5 } from "../hdf5/superblock.ts";
import { readInTurns } from "../hdf5/turns.ts";
import type { Source } from "../source.ts";
import type { Reading } from "../stored/reading.ts";
import type { StoredTree } from "../stored/tree.ts";
import type { TenxFeatures } from "./features.ts";
import type { Take, TenxMatrix } from "./matrix.ts";

/** Entries read about at a time, rounded to whole chunks. */
const SLICE = 1 << 20;
const LOOK = 50_000;
/** Names that a byte of a file can hold, generously: they differ from each other, so they do not pack away to nothing. */
const NAMES_A_BYTE = 4;
/** Counts of 0, which 10x software never stores, that are read before a matrix is taken for one that is not there. */
const MOST_ZEROS = 2e7;

/** True when an open HDF5 file holds a matrix of 10x software. */
export function holdsTenx(file: Hdf5File): boolean {
  return file.kind("matrix/barcodes") === "dataset" || genomeGroups(file).length > 0;
}

/**
 * Open a 10x HDF5 matrix: of Cell Ranger 3 and later (`matrix`), or before (a group a genome).
 *
 * @param genome which group of an older file to take.
 * @throws bad-option when there are several genomes and none or another is requested; bad-file when its parts do not fit.
 */
export async function openTenxH5(source: Source, genome?: string): Promise<TenxMatrix> {
  await expectWholeHdf5(source);
  const described = withHdf5(await source.mount(), (file) => describe(file, genome, source.size));
  const { group, ...matrix } = described;
  return {
    name: source.name,
    ...matrix,
    async sample() {
      return withHdf5(await source.mount(), (file) =>
        file.numbers(`${group}/data`, [0], [Math.min(LOOK, matrix.stored)]),
      );
    },
    async read(take, task) {
      return tidyRows(await readInTurns(source, (file) => readCounts(file, group, take, source.size), {}, task));
    },
  };
}

/** Genomes of an older file; none of a newer one. */
export function genomeGroups(file: Hdf5File): string[] {
  const parts = ["barcodes", "genes", "indptr", "indices", "data"];
  return file.keys("/").filter((key) => parts.every((part) => file.kind(`${key}/${part}`) === "dataset"));
}

function describe(file: Hdf5File, genome: string | undefined, size: number) {
  const newer = file.kind("matrix/features") === "group";
  const group = newer ? "matrix" : chooseGenome(file, genome);
  for (const names of [`${group}/barcodes`, newer ? "matrix/features/id" : `${group}/genes`]) {
    const [count = 1] = file.info(names).shape;
    if (count > size * NAMES_A_BYTE) throw malformed(file, names, `names that fit ${size} bytes`, `${count} of them`);
  }
  const features = newer ? readFeatures(file) : olderFeatures(file, group);
  const barcodes = file.strings(`${group}/barcodes`);
  const shape = Array.from(file.numbers(`${group}/shape`));
  if (shape.length !== 2 || shape[0] !== features.names.length || shape[1] !== barcodes.length) {
    const expected = `a shape of ${features.names.length} features and ${barcodes.length} barcodes`;
    throw malformed(file, `${group}/shape`, expected, `[${shape.slice(0, 4).join(", ")}]`);
  }
  const data = file.info(`${group}/data`);
  const obs = new Map<string, Column>();
  const called = `${group}/filtered_barcodes`;
  if (file.kind(called) === "dataset" && file.info(called).shape[0] === barcodes.length) {
    obs.set("filtered_barcodes", { kind: "boolean", values: Array.from(file.numbers(called), (value) => value !== 0) });
  }
  const metadata = readMetadata(file);
  const version = metadata.software_version ?? (newer ? "Cell Ranger 3 or later" : "Cell Ranger before 3");
  return {
    group,
    version,
    countsFrom: group,
    type: data.typeName,
    barcodes,
    features,
    stored: data.shape[0] ?? 0,
    obs,
    metadata,
  };
}

function chooseGenome(file: Hdf5File, genome: string | undefined): string {
  const genomes = genomeGroups(file);
  if (genomes.length === 0)
    throw malformed(file, "/", "a 10x matrix", file.keys("/").slice(0, 20).join(", ") || "nothing");
  if (genome === undefined && genomes.length === 1) return genomes[0];
  if (genome !== undefined && genomes.includes(genome)) return genome;
  const got = genome === undefined ? `${genomes.length} of them` : genome;
  throw new CellScapeError(
    "bad-option",
    `${file.name}: expected one genome of ${genomes.join(", ")} (--genome), got ${got}`,
  );
}

function olderFeatures(file: Hdf5File, group: string): TenxFeatures {
  const ids = file.strings(`${group}/genes`);
  const names = file.kind(`${group}/gene_names`) === "dataset" ? file.strings(`${group}/gene_names`) : ids;
  if (names.length !== ids.length)
    throw malformed(file, `${group}/gene_names`, `${ids.length} names`, `${names.length}`);
  return { names, ids, types: undefined, genomes: ids.map(() => group), more: new Map() };
}

/** Features, with columns named as scanpy names them: a matrix of probes has ids of genes and of probes. */
function readFeatures(file: Hdf5File): TenxFeatures {
  const at = "matrix/features";
  const ids = file.strings(`${at}/id`);
  const text = (part: string) =>
    file.kind(`${at}/${part}`) === "dataset" ? sized(file, `${at}/${part}`, ids.length) : undefined;
  const geneIds = text("gene_id");
  const more = new Map<string, Column>();
  if (geneIds) more.set("probe_ids", { kind: "string", values: ids });
  for (const part of file.keys(at)) {
    if (["id", "name", "feature_type", "genome", "gene_id", "_all_tag_keys"].includes(part)) continue;
    if (file.kind(`${at}/${part}`) !== "dataset") continue;
    const { type, shape } = file.info(`${at}/${part}`);
    if (shape.length !== 1 || shape[0] !== ids.length) continue;
    if (type === "string") more.set(part, { kind: "string", values: file.strings(`${at}/${part}`) });
    if (type === "boolean") {
      more.set(part, { kind: "boolean", values: Array.from(file.numbers(`${at}/${part}`), (value) => value !== 0) });
    }
  }
  return {
    names: text("name") ?? ids,
    ids: geneIds ?? ids,
    types: text("feature_type"),
    genomes: text("genome"),
    more,
  };
}

function sized(file: Hdf5File, path: string, length: number): string[] {
  const values = file.strings(path);
  if (values.length === length) return values;
  throw malformed(file, path, `${length} values`, `${values.length}`);
}

function readMetadata(file: Hdf5File): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of ["library_ids", "chemistry_description", "software_version"]) {
    const value = file.attribute("/", name);
    const [first] = Array.isArray(value) ? value : [value];
    if (typeof first === "string" && first !== "") found[name] = first;
  }
  return found;
}

/**
 * Compressed columns of features x barcodes are compressed rows of cells x genes: entries stay in their order. Memory is
 * taken as entries come, since a file may declare far more than it holds.
 */
function* readCounts(
  file: StoredTree,
  group: string,
  { cellOf, cells, geneOf, genes }: Take,
  size: number,
): Reading<Sparse> {
  const [stored] = file.info(`${group}/data`).shape;
  const [{ shape: indexShape, chunks }, { shape: offsetShape }] = [
    file.info(`${group}/indices`),
    file.info(`${group}/indptr`),
  ];
  if (indexShape[0] !== stored || offsetShape[0] !== cellOf.length + 1) {
    const expected = `${stored} indices and ${cellOf.length + 1} offsets`;
    throw malformed(file, group, expected, `${indexShape[0]} and ${offsetShape[0]}`);
  }
  const offsets = readOffsets(file, `${group}/indptr`, stored);
  const starts = new Uint32Array(cells + 1);
  let indices = new Uint32Array(Math.min(stored, size));
  let values = new Float32Array(indices.length);
  const chunk = chunks?.[0] ?? 1;
  const slice = chunk > 8 * SLICE ? SLICE : Math.max(1, Math.round(SLICE / chunk)) * chunk;
  let used = 0;
  let zeros = 0;
  let barcode = 0;
  for (let start = 0; start < stored; start += slice) {
    const end = Math.min(start + slice, stored);
    const features = yield { path: `${group}/indices`, from: [start], count: [end - start] };
    const counts = yield { path: `${group}/data`, from: [start], count: [end - start] };
    if (used + counts.length > indices.length) {
      const room = Math.min(stored, 2 * (used + counts.length));
      indices = grown(indices, new Uint32Array(room));
      values = grown(values, new Float32Array(room));
    }
    while (barcode < cellOf.length && offsets[barcode] < end) {
      const row = cellOf[barcode];
      const last = Math.min(offsets[barcode + 1], end);
      for (let e = Math.max(offsets[barcode], start); e < last; e++) {
        const feature = features[e - start];
        const gene = geneOf[feature];
        // A feature beyond the matrix has no place in `geneOf`, nor has a fraction.
        if (gene === undefined)
          throw malformed(file, `${group}/indices`, `features from 0 to ${geneOf.length - 1}`, `${feature}`);
        if (gene < 0 || row < 0) continue;
        const value = counts[e - start];
        if (value === 0) {
          zeros++;
          continue;
        }
        indices[used] = gene;
        values[used] = value;
        if (!Number.isFinite(values[used]))
          throw malformed(file, `${group}/data`, "finite counts", `${value}`, "bad-data");
        used++;
      }
      if (offsets[barcode + 1] > end) break;
      if (row >= 0) starts[row + 1] = used;
      barcode++;
    }
    if (zeros > MOST_ZEROS && zeros > 100 * used) {
      throw malformed(file, `${group}/data`, `${stored} counts`, "almost nothing but zeros");
    }
  }
  // Cells without entries begin where the one before them ends.
  for (let i = 0; i < cells; i++) if (starts[i + 1] < starts[i]) starts[i + 1] = starts[i];
  return { rows: cells, columns: genes, starts, indices: trimmed(indices, used), values: trimmed(values, used) };
}

function readOffsets(file: StoredTree, path: string, stored: number): Float64Array {
  const offsets = Float64Array.from(file.numbers(path));
  for (let i = 0; i < offsets.length; i++) {
    const least = i === 0 ? 0 : offsets[i - 1];
    if (Number.isInteger(offsets[i]) && offsets[i] >= least && offsets[i] <= (i === 0 ? 0 : stored)) continue;
    throw malformed(file, path, `offset ${i} from ${least} to ${stored}`, `${offsets[i]}`);
  }
  if (offsets[offsets.length - 1] !== stored) throw malformed(file, path, `to end at ${stored}`, `${offsets.at(-1)}`);
  return offsets;
}

function malformed(
  file: Pick<StoredTree, "name">,
  where: string,
  expected: string,
  got: string,
  code: "bad-file" | "bad-data" = "bad-file",
) {
  return new CellScapeError(code, `${file.name}: ${where}: expected ${expected}, got ${got}`);
}

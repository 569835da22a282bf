import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Column } from "../../data/table.ts";
import { assemble } from "../assembly/assemble.ts";
import { SparseEntries } from "../assembly/sparseRows.ts";
import { type Hdf5File, withHdf5 } from "../hdf5/hdf5.ts";
import { expectWholeHdf5, looksLikeHdf5 } from "../hdf5/superblock.ts";
import { inspectDataset } from "../inspection/inspectDataset.ts";
import type { FileReader, ReadOptions } from "../reader.ts";
import type { Source } from "../source.ts";
import type { NumericArray } from "../stored/numbers.ts";
import { readCellBins } from "./gefCells.ts";

/** The reader of Stereo-seq expression files, square bins or cells. */
export const gef: FileReader = {
  takes: "file",
  format: "gef",
  describes: "Stereo-seq GEF (.gef): square bins with --bin, or cells",
  options: ["bin"],
  async matches(source, head) {
    if (!looksLikeHdf5(head)) return false;
    await expectWholeHdf5(source);
    return withHdf5(
      await source.mount(),
      (file) => binSizes(file).length > 0 || file.kind("cellBin/cellExp") === "dataset",
    );
  },
  read: readGef,
  async inspect(source) {
    const version = withHdf5(await source.mount(), (file) => {
      const kind = file.kind("cellBin") ? "cells" : `bins of ${binSizes(file).join(", ")}`;
      return `GEF ${String(file.attribute("/", "version") ?? "of unknown version")}, ${kind}`;
    });
    const dataset = await readGef(source, {});
    const bin = /bins of (\d+)/.exec(dataset.notes.join("\n"))?.[1];
    const flags = bin === undefined ? [] : ["--bin", bin];
    return inspectDataset(dataset, { format: "gef", version, storage: "csr", type: "integer", flags });
  },
};

/** Bins near the size of a cell, at the usual distance of half a micrometre between spots. */
const USUAL_BIN = 50;
/** Records that are read at a time. */
const BLOCK = 1 << 20;
/** Sides of bins are numbers of spots. */
const MOST_BIN = 100_000;

/**
 * Read a Stereo-seq expression file. Bins of a size that the file lacks are made of smaller ones that divide it; the
 * positions are the corners of the bins in spots of the chip, as the file has them, or the centres of cells.
 *
 * @throws bad-option when bins of that size can be neither read nor made; bad-file when offsets do not fit.
 * @see the description of GEF in the manual of SAW (STOmics)
 */
export async function readGef(source: Source, { bin }: ReadOptions = {}): Promise<Dataset> {
  await expectWholeHdf5(source);
  return withHdf5(await source.mount(), (file) => {
    if (file.kind("cellBin/cellExp") !== "dataset") return readBins(file, bin);
    if (bin === undefined) return readCellBins(file);
    throw new CellScapeError("bad-option", `${file.name}: expected no --bin for a file of cells, got ${bin}`);
  });
}

/** Sizes of the bins in the file, ascending. */
function binSizes(file: Hdf5File): number[] {
  return file
    .keys("geneExp")
    .flatMap((name) => /^bin(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .filter((size) => size > 0 && file.kind(`geneExp/bin${size}/expression`) === "dataset")
    .sort((a, b) => a - b);
}

function readBins(file: Hdf5File, wanted: number | undefined): Dataset {
  const sizes = binSizes(file);
  const bin = wanted ?? sizes.find((size) => size >= USUAL_BIN) ?? USUAL_BIN;
  if (!(Number.isInteger(bin) && bin >= 1 && bin <= MOST_BIN)) {
    throw new CellScapeError(
      "bad-option",
      `${file.name}: expected whole bins from 1 to ${MOST_BIN} (--bin), got ${bin}`,
    );
  }
  const from = sizes.filter((size) => bin % size === 0).at(-1);
  if (from === undefined) {
    const expected = `a multiple of ${sizes.join(", ")} (--bin)`;
    throw new CellScapeError("bad-option", `${file.name}: expected ${expected}, got ${bin}`);
  }
  const path = `geneExp/bin${from}`;
  const genes = readGenes(file, path);
  const found = countBins(file, path, { bin, ends: genes.ends });
  const values = new Float64Array(2 * found.corners.length);
  for (const [i, corner] of found.corners.entries()) values.set(corner, 2 * i);
  // Nanometres between spots.
  const resolution = numberOf(file.attribute(`${path}/expression`, "resolution"));
  const made = from === bin ? "" : `, made of bins of ${from}`;
  return assemble({
    name: file.name,
    cells: found.corners.map(([x, y]) => `${x}_${y}`),
    genes: genes.names,
    counts: found.entries.finish(found.corners.length, genes.names.length),
    countsFrom: `${path}/expression`,
    positions: {
      positions: { rows: found.corners.length, columns: 2, values },
      from: `${path}/expression: x, y`,
      notes: [],
    },
    obs: { rows: found.corners.length, columns: new Map() },
    var: { rows: genes.names.length, columns: genes.columns },
    ...(resolution > 0 ? { unitUm: resolution / 1000 } : {}),
    notes: [`cells are square bins of ${bin} spots${made}; the file has bins of ${sizes.join(", ")}`],
  });
}

interface Genes {
  readonly names: readonly string[];
  readonly columns: ReadonlyMap<string, Column>;
  /** [p] the record after the last one of each gene. */
  readonly ends: Float64Array;
}

/** Genes with the ranges of their records, which lie one after the other. */
function readGenes(file: Hdf5File, path: string): Genes {
  const members = file.info(`${path}/gene`).members?.map(({ name }) => name) ?? [];
  // Version 4 has names and identifiers, earlier ones one of them.
  const field = ["geneName", "gene", "geneID"].find((name) => members.includes(name)) ?? "geneName";
  const ids = field === "geneName" && members.includes("geneID") ? ["geneID"] : [];
  const [names, offsets, counts, id] = file.recordFields(`${path}/gene`, [field, "offset", "count", ...ids]);
  if (!isText(names) || isText(offsets) || isText(counts)) throw malformed(file, `${path}/gene`, "names and numbers");
  const records = file.info(`${path}/expression`).shape[0];
  const ends = new Float64Array(names.length);
  let end = 0;
  for (let u = 0; u < names.length; u++) {
    if (offsets[u] !== end) throw malformed(file, `${path}/gene`, `offset ${end} for ${names[u]}`, `${offsets[u]}`);
    end += counts[u];
    ends[u] = end;
  }
  if (end !== records) throw malformed(file, `${path}/gene`, `${records} records in all`, `${end}`);
  const columns: [string, Column][] = id && isText(id) ? [["gene_id", { kind: "string", values: id }]] : [];
  return { names, columns: new Map(columns), ends };
}

function countBins(file: Hdf5File, path: string, { bin, ends }: { bin: number; ends: Float64Array }) {
  const entries = new SparseEntries({ summing: true });
  const numbers = new Map<number, number>();
  const corners: (readonly [number, number])[] = [];
  const records = file.info(`${path}/expression`).shape[0];
  let gene = 0;
  for (let from = 0; from < records; from += BLOCK) {
    const block = file.recordFields(`${path}/expression`, ["x", "y", "count"], from, Math.min(BLOCK, records - from));
    if (!block.every(isNumbers)) throw malformed(file, `${path}/expression`, "numbers");
    const [x, y, count] = block;
    for (let e = 0; e < x.length; e++) {
      while (ends[gene] <= from + e) gene++;
      const corner = [Math.floor(x[e] / bin) * bin, Math.floor(y[e] / bin) * bin] as const;
      // Chips have fewer than 2^26 spots along a side, so that the key is exact.
      const key = (corner[0] + 2 ** 25) * 2 ** 26 + corner[1] + 2 ** 25;
      if (!Number.isSafeInteger(key))
        throw malformed(file, `${path}/expression`, "places on a chip", `${x[e]}, ${y[e]}`);
      let i = numbers.get(key);
      if (i === undefined) {
        i = corners.push(corner) - 1;
        numbers.set(key, i);
      }
      if (count[e] !== 0) entries.push(i, gene, count[e]);
    }
  }
  return { entries, corners };
}

const isText = (values: NumericArray | string[]): values is string[] => Array.isArray(values);
const isNumbers = (values: NumericArray | string[]): values is NumericArray => !Array.isArray(values);

/** Attributes of GEF are lists of one number. */
const numberOf = (value: unknown) => Number(Array.isArray(value) ? value[0] : (value ?? Number.NaN));

function malformed(file: Hdf5File, where: string, expected: string, got = "something else"): CellScapeError {
  return new CellScapeError("bad-file", `${file.name}: ${where}: expected ${expected}, got ${got}`);
}

import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Column } from "../../data/table.ts";
import { assemble } from "../assembly/assemble.ts";
import { SparseRows } from "../assembly/sparseRows.ts";
import type { Hdf5File } from "../hdf5/hdf5.ts";
import type { NumericArray } from "../stored/numbers.ts";

const CELLS = "cellBin/cell";
const COUNTS = "cellBin/cellExp";
const GENES = "cellBin/gene";
/** Records that are read at a time. */
const BLOCK = 1 << 20;
/** What is known of a cell beside its place and its counts, where the file has it. */
const DESCRIBED = ["area", "dnbCount", "cellTypeID", "clusterID"];

/**
 * Read the cells of a Stereo-seq file: each with its centre and a run of genes and counts.
 *
 * @throws bad-file when runs do not follow one after the other or name genes that are not there.
 */
export function readCellBins(file: Hdf5File): Dataset {
  const names = geneNames(file);
  const members = file.info(CELLS).members?.map(({ name }) => name) ?? [];
  const described = DESCRIBED.filter((name) => members.includes(name));
  const fields = numbers(file, CELLS, ["id", "x", "y", "offset", "geneCount", ...described]);
  const [ids, x, y, offsets, counts, ...columns] = fields;
  const cells = Array.from(ids, String);
  const positions = new Float64Array(2 * cells.length);
  for (let i = 0; i < cells.length; i++) positions.set([x[i], y[i]], 2 * i);
  const records = file.info(COUNTS).shape[0];
  const rows = new SparseRows();
  let [from, until] = [0, 0];
  let [genes, values]: NumericArray[] = [];
  let at = 0;
  for (let i = 0; i < cells.length; i++) {
    if (offsets[i] !== at) throw malformed(file, CELLS, `offset ${at} for cell ${cells[i]}`, `${offsets[i]}`);
    for (const end = at + counts[i]; at < end; at++) {
      if (at >= records) throw malformed(file, CELLS, `${records} records in all`, "more");
      if (at >= until) {
        [from, until] = [until, Math.min(records, until + BLOCK)];
        [genes, values] = numbers(file, COUNTS, ["geneID", "count"], from, until - from);
      }
      const gene = genes[at - from];
      if (!(gene < names.length)) throw malformed(file, COUNTS, `genes from 0 to ${names.length - 1}`, `${gene}`);
      if (values[at - from] !== 0) rows.push(gene, values[at - from]);
    }
    rows.endRow();
  }
  if (at !== records) throw malformed(file, CELLS, `${records} records in all`, `${at}`);
  const obs = columns.map((column, j): [string, Column] => [
    described[j],
    { kind: "number", values: Int32Array.from(column) },
  ]);
  return assemble({
    name: file.name,
    cells,
    genes: names,
    counts: rows.finish(names.length),
    countsFrom: COUNTS,
    positions: { positions: { rows: cells.length, columns: 2, values: positions }, from: `${CELLS}: x, y`, notes: [] },
    obs: { rows: cells.length, columns: new Map(obs) },
    var: { rows: names.length, columns: new Map() },
    ...unit(file),
    notes: [],
  });
}

function geneNames(file: Hdf5File): string[] {
  const members = file.info(GENES).members?.map(({ name }) => name) ?? [];
  const field = ["geneName", "geneID"].find((name) => members.includes(name)) ?? "geneName";
  const [names] = file.recordFields(GENES, [field]);
  if (Array.isArray(names)) return names;
  throw malformed(file, GENES, "names", "numbers");
}

/** Nanometres between spots, of the chip the file is from. */
function unit(file: Hdf5File): { unitUm?: number } {
  const value = file.attribute("/", "resolution") ?? file.attribute(CELLS, "resolution");
  const resolution = Number(Array.isArray(value) ? value[0] : (value ?? Number.NaN));
  return resolution > 0 ? { unitUm: resolution / 1000 } : {};
}

function numbers(file: Hdf5File, path: string, names: readonly string[], from = 0, count?: number): NumericArray[] {
  return file.recordFields(path, names, from, count).map((values, j) => {
    if (Array.isArray(values)) throw malformed(file, path, `numbers in ${names[j]}`, "text");
    return values;
  });
}

function malformed(file: Hdf5File, where: string, expected: string, got: string): CellScapeError {
  return new CellScapeError("bad-file", `${file.name}: ${where}: expected ${expected}, got ${got}`);
}

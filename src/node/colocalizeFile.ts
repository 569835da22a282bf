import { join } from "node:path";
import { type Colocalization, type ColocalizationOptions, colocalization } from "../analysis/colocalization.ts";
import type { Dataset } from "../data/dataset.ts";
import { CellScapeError } from "../errors.ts";
import { inputAt } from "../io/nodeFolder.ts";
import { openDataset } from "../io/reader.ts";
import { recognizeCounts } from "../preprocess/counts.ts";
import { normalizeLog } from "../preprocess/normalize.ts";
import { createRandom } from "../random.ts";
import { colocalizationFigure, colocalizationLines, colocalizationTable } from "./colocalizationResult.ts";
import { type MaskPlace, readMask, readPoints } from "./colocalizeTarget.ts";
import { pngOf } from "./pictures.ts";
import { saveFile } from "./saveFile.ts";

export interface ColocalizeOptions
  extends Pick<ColocalizationOptions, "threshold" | "highShare" | "null" | "permutations"> {
  /** A gene, or `obs/COLUMN` with numbers. */
  readonly of: string;
  /** A table of points, or a PNG mask and where it lies. */
  readonly points?: string;
  readonly mask?: string;
  readonly place?: MaskPlace;
  /** Column of obs with the sample of each cell; points then have a column `sample`. */
  readonly sampleKey?: string;
  /** Folder for the table and the figure. */
  readonly out: string;
  readonly seed?: number;
}

/**
 * Test whether cells that are high in a gene or a score lie near given points or a mask, and write the profile by distance.
 *
 * @returns what was found, and the same in words with the files that were written.
 * @throws bad-option for a gene or column that is not there; whatever reading throws; cannot-write.
 */
export async function colocalizeFile(
  path: string,
  options: ColocalizeOptions,
): Promise<{ readonly found: Colocalization; readonly lines: readonly string[] }> {
  const { of, points, mask, place = { pixel: 1, x: 0, y: 0 }, sampleKey, out, seed = 0, ...rest } = options;
  if ((points === undefined) === (mask === undefined)) {
    throw new CellScapeError("bad-option", "colocalize: expected either --points or --mask, got neither or both");
  }
  const opened = await openDataset(await inputAt(path));
  const dataset = await opened.read({});
  const values = valuesOf(dataset, of);
  const samples = sampleKey === undefined ? undefined : samplesOf(dataset, sampleKey);
  if (mask !== undefined && samples !== undefined) {
    const way = "test the samples one by one, or give points with a column sample";
    throw new CellScapeError("bad-option", `--mask: expected one sample, got a column of samples; ${way}`);
  }
  const target = mask === undefined ? await readPoints(points ?? "", samples?.names) : await readMask(mask, place);
  const cells = { positions: dataset.positions, values, ...(samples ? { samples: samples.codes } : {}) };
  const found = colocalization(cells, target, { ...rest, rng: createRandom(seed).split("colocalize") });
  const unit = dataset.unitUm === 1 ? "µm" : "units of the positions";
  const words = { values: of.replace(/^obs\//, ""), target: mask === undefined ? "the points" : "the mask", unit };
  const svg = colocalizationFigure(found, words);
  const table = join(out, "colocalization.csv");
  const figure = join(out, "colocalization");
  await saveFile(table, colocalizationTable(found));
  await saveFile(`${figure}.svg`, svg);
  await saveFile(`${figure}.png`, await pngOf(svg));
  return { found, lines: [...colocalizationLines(found, words), `table: ${table}`, `figure: ${figure}.svg, .png`] };
}

/** [n] log expression of a gene, or a column of numbers. */
function valuesOf(dataset: Dataset, of: string): Float64Array {
  const { name, genes, obs, counts } = dataset;
  if (of.startsWith("obs/")) {
    const column = obs.columns.get(of.slice(4));
    if (column?.kind === "number") return Float64Array.from(column.values);
    const has = [...obs.columns].flatMap(([key, { kind }]) => (kind === "number" ? [key] : [])).join(", ") || "none";
    throw new CellScapeError("bad-option", `${name}: expected numbers in ${of}, got columns of numbers: ${has}`);
  }
  const gene = genes.indexOf(of);
  if (gene < 0) {
    const near = genes.filter((each) => each.toLowerCase() === of.toLowerCase());
    const hint = near.length > 0 ? `; did you mean ${near.join(", ")}?` : "; a column of numbers is named obs/COLUMN";
    throw new CellScapeError("bad-option", `${name}: expected a gene of the file, got ${of}${hint}`);
  }
  const { needsLog } = recognizeCounts(counts, { cells: dataset.cells, genes });
  const expression = needsLog ? normalizeLog(counts) : counts;
  const values = new Float64Array(counts.rows);
  for (let i = 0; i < counts.rows; i++) {
    for (let e = expression.starts[i]; e < expression.starts[i + 1]; e++) {
      if (expression.indices[e] === gene) values[i] = expression.values[e];
    }
  }
  return values;
}

/** Sample of each cell by number, and the names. */
function samplesOf({ name, obs, cells }: Dataset, key: string): { codes: Int32Array; names: readonly string[] } {
  const column = obs.columns.get(key);
  if (column?.kind === "category") return { codes: column.codes, names: column.categories };
  if (column?.kind !== "string") {
    const has = [...obs.columns.keys()].join(", ") || "no columns";
    throw new CellScapeError("bad-option", `${name}: expected a column of samples ${key} in obs, got ${has}`);
  }
  const names = [...new Set(column.values.filter((value) => value !== undefined))].sort();
  const codes = Int32Array.from(cells, (_, i) => names.indexOf(column.values[i] ?? ""));
  return { codes, names };
}

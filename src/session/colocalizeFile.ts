import {
  type Colocalization,
  type ColocalizationOptions,
  colocalization,
} from "../analyses/colocalization/colocalization.ts";
import { placeTarget } from "../analyses/colocalization/colocalizationTarget.ts";
import { colocalizedColumn, colocalizedValues } from "../analyses/colocalization/colocalizedColumn.ts";
import { colocalizationFigure, colocalizationLines, profileTable } from "../analyses/colocalization/profile.ts";
import { type MaskPlace, maskPlace, readTarget } from "../analyses/colocalization/readTarget.ts";
import { CellScapeError } from "../core/errors.ts";
import { createRandom } from "../core/random.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Host } from "../host/host.ts";
import { openDataset } from "../io/open.ts";
import { recognizeCounts } from "../preprocess/counts.ts";
import { normalizeLog } from "../preprocess/normalize.ts";

export interface ColocalizeOptions extends Pick<ColocalizationOptions, "highShare" | "null" | "permutations"> {
  /** A gene, or `obs/COLUMN` with numbers. */
  readonly colocalize: readonly string[];
  readonly threshold?: number | undefined;
  /** A table of points, or a PNG mask and where it lies. */
  readonly points?: string | undefined;
  readonly maskFile?: string | undefined;
  readonly maskPixel?: number | undefined;
  readonly maskOrigin?: string | undefined;
  /** Column of obs with the sample of each cell; points then have a column `sample`. */
  readonly sampleKey?: string | undefined;
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
  { files, paths, png }: Host,
  path: string,
  options: ColocalizeOptions,
): Promise<{ readonly found: Colocalization; readonly lines: readonly string[] }> {
  const { colocalize, points, sampleKey, out, seed = 0, threshold, highShare, permutations } = options;
  const rest = {
    ...(threshold === undefined ? {} : { threshold }),
    ...(highShare === undefined ? {} : { highShare }),
    ...(permutations === undefined ? {} : { permutations }),
    ...(options.null === undefined ? {} : { null: options.null }),
  };
  const [of, ...more] = colocalize;
  if (of === undefined || more.length > 0) {
    throw new CellScapeError("bad-option", `--colocalize: expected one gene or obs/COLUMN, got ${colocalize.length}`);
  }
  const given = await readTarget({ points, mask: options.maskFile, place: placeOf(options) }, files.openFile);
  const opened = await openDataset(await files.open(path));
  const dataset = await opened.read({});
  const { needsLog } = recognizeCounts(dataset.counts, dataset);
  const column = colocalizedColumn(dataset, of, {
    genes: Uint32Array.from(dataset.genes.keys()),
    flag: "--colocalize",
  });
  const expression = needsLog ? await normalizeLog(dataset.counts) : dataset.counts;
  const values = colocalizedValues(column, Uint32Array.from(dataset.cells.keys()), expression);
  const samples = sampleKey === undefined ? undefined : samplesOf(dataset, sampleKey);
  const target = placeTarget(given, samples?.names);
  const cells = { positions: dataset.positions, values, ...(samples ? { samples: samples.codes } : {}) };
  const found = colocalization(cells, target, { ...rest, rng: createRandom(seed).split("colocalize") });
  const words = { of: of.replace(/^obs\//, ""), target: `the ${given.kind}`, unitUm: dataset.unitUm };
  const svg = colocalizationFigure(found, words);
  const table = paths.join(out, "colocalization.csv");
  const figure = paths.join(out, "colocalization");
  await files.save(table, profileTable(found));
  await files.save(`${figure}.svg`, svg);
  await files.save(`${figure}.png`, await png(svg));
  return { found, lines: [...colocalizationLines(found, words), `table: ${table}`, `figure: ${figure}.svg, .png`] };
}

/** @throws bad-option for the place of a mask without a mask. */
function placeOf({ maskFile, maskPixel, maskOrigin }: ColocalizeOptions): MaskPlace {
  const flag = maskPixel !== undefined ? "--mask-pixel" : "--mask-origin";
  if (maskFile === undefined && (maskPixel ?? maskOrigin) !== undefined) {
    throw new CellScapeError("bad-option", `${flag}: expected a mask that it places, got none; add --mask-file`);
  }
  return maskPlace(maskPixel ?? 1, maskOrigin ?? "0,0");
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

import { CellScapeError } from "../../core/errors.ts";
import { readPositionTable } from "../assembly/positionTable.ts";
import type { Source } from "../source.ts";
import { readCellOutlines } from "./cellOutlines.ts";
import type { Surroundings } from "./dataset.ts";
import { readMorphology } from "./morphology.ts";
import type { Open } from "./mtxMatrix.ts";
import { readScaleFactors, readTissue, umOfPixel } from "./tissue.ts";

/** Where Space Ranger writes positions, newest first. */
const SPACE_RANGER = ["parquet", "csv"]
  .map((end) => `spatial/tissue_positions.${end}`)
  .concat("spatial/tissue_positions_list.csv");
/** Where Xenium's software writes cells. */
const XENIUM = ["cells.parquet", "cells.csv.gz", "cells.csv"];

/** Where Space Ranger 4 writes the outlines of segmented cells. */
export const segmentation = "cell_segmentations.geojson";

/** A file with the positions of the cells of a 10x matrix, and what wrote it. */
export interface NearPositions {
  readonly from: string;
  readonly file: Source;
  readonly kind: "spots" | "xenium" | "outlines";
}

/** The file with the positions of the cells of a 10x matrix among those near it; undefined when there is none. */
export async function findPositions(open: Open): Promise<NearPositions | undefined> {
  for (const [kind, names] of [
    ["spots", SPACE_RANGER],
    ["outlines", [segmentation]],
    ["xenium", XENIUM],
  ] as const) {
    for (const from of names) {
      const file = await open(from);
      if (file !== undefined) return { from: ownName(file, from), file, kind };
    }
  }
  return undefined;
}

/** The path of a file in its folder, which has another name than Space Ranger's where the files of samples lie side by side. */
function ownName({ name }: Source, path: string): string {
  const place = name.replaceAll("\\", "/");
  return place.endsWith(path) ? path : (place.split("/").at(-1) ?? path);
}

/**
 * Cells with their positions, the unit, and pictures of the tissue, from the files near a 10x matrix.
 *
 * @param name of what the user gave.
 * @param given a table of positions that the user named.
 * @param library name of the tissue, where the matrix does not say it.
 * @throws bad-data when no positions are near, saying what to add.
 */
export async function readSurroundings(
  name: string,
  open: Open,
  { given, library, metadata }: SurroundingsOptions,
): Promise<Surroundings> {
  if (given !== undefined) return { cells: await readPositionTable(given, given.name), notes: [] };
  const found = await findPositions(open);
  if (found === undefined) throw new CellScapeError("bad-data", `${name}: ${noPositions}`);
  const { file, from, kind } = found;
  const cells = await (kind === "outlines" ? readCellOutlines(file, from) : readPositionTable(file, from));
  // Xenium gives micrometres.
  if (kind === "xenium") return { cells, unitUm: 1, notes: [], ...(await readMorphology(open, library)) };
  const scaleFactors = await readScaleFactors(open);
  const { tissue, notes } = await readTissue(open, scaleFactors, { library, metadata });
  const unitUm = umOfPixel(scaleFactors);
  const spots = kind === "spots" ? { spots: true } : {};
  return { cells, tissue, notes, ...spots, ...(unitUm === undefined ? {} : { unitUm }) };
}

export interface SurroundingsOptions {
  readonly given: Source | undefined;
  readonly library: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export const noPositions =
  "expected positions beside the counts (spatial/tissue_positions.csv or .parquet of Space Ranger, cells.csv.gz or .parquet " +
  "of Xenium), got counts alone; give the output folder that holds both, or a table with --positions FILE";

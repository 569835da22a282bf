import { decode } from "fast-png";
import { CellScapeError } from "../../core/errors.ts";
import { labelAt } from "../../data/labels.ts";
import { tablePositions } from "../../io/assembly/obsPositions.ts";
import { expectHonestPng } from "../../io/bytes/png.ts";
import { readTextTable } from "../../io/text/table.ts";
import type { Config } from "../../run/options/config.ts";
import type { OpenFile } from "../inputs.ts";
import type { GivenTarget, Mask } from "./colocalizationTarget.ts";
import type { ColocalizationOptions } from "./options.ts";

/** The points or the mask that a run tests against. */
export interface TargetInput {
  readonly target?: GivenTarget | undefined;
}

/** Where a mask lies in the tissue, in the unit of the positions. */
export interface MaskPlace {
  /** Side of a pixel. */
  readonly pixel: number;
  /** Corner of the first pixel. */
  readonly x: number;
  readonly y: number;
}

/**
 * Where a mask lies, as a user writes it.
 *
 * @param pixel side of a pixel of the picture, in the unit of the positions; above 0.
 * @param origin corner of the first pixel as `x,y`, in the same unit.
 * @returns the same as numbers.
 * @throws bad-option for a pixel without size or an origin that is not two numbers.
 */
export function maskPlace(pixel: number, origin: string): MaskPlace {
  if (!(pixel > 0 && Number.isFinite(pixel))) {
    throw new CellScapeError("bad-option", `--mask-pixel: expected a length above 0, got ${pixel}`);
  }
  const [x, y, ...more] = origin.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (Number.isFinite(x) && Number.isFinite(y) && more.length === 0) return { pixel, x, y };
  throw new CellScapeError("bad-option", `--mask-origin: expected x,y, got ${origin}`);
}

export interface TargetFiles {
  /** A table of points, or a PNG mask and where it lies. */
  readonly points?: string | undefined;
  readonly mask?: string | undefined;
  readonly place?: MaskPlace;
}

/**
 * Read the points or the mask that cells may lie near to.
 *
 * @throws bad-option unless one of both is given; bad-file, bad-data naming the file.
 */
export async function readTarget(
  { points, mask, place = { pixel: 1, x: 0, y: 0 } }: TargetFiles,
  open: OpenFile,
): Promise<GivenTarget> {
  if (points !== undefined && mask === undefined) return readPoints(points, open);
  if (mask !== undefined && points === undefined)
    return { kind: "mask", file: mask, mask: await readMask(mask, place, open) };
  throw new CellScapeError("bad-option", "colocalize: expected either --points or --mask-file, got neither or both");
}

/** Read the points or the mask that the options of a run name. */
export function readGivenTarget(
  { colocalize, points, maskFile: mask, maskPixel = 1, maskOrigin = "0,0" }: Config & ColocalizationOptions,
  open: OpenFile,
): Promise<GivenTarget> | undefined {
  if (colocalize === undefined) return undefined;
  return readTarget({ points, mask, place: maskPlace(maskPixel, maskOrigin) }, open);
}

/** Points from a table with columns of x and y, and one named `sample` where there are several samples. */
async function readPoints(file: string, open: OpenFile): Promise<GivenTarget> {
  const table = await readTextTable(await open(file), { isText: (column) => column === "sample" });
  const { positions } = tablePositions(file, table);
  const column = table.columns.get("sample");
  const sampleOf = column && Array.from({ length: table.rows }, (_, row) => labelAt(column, row));
  return { kind: "points", file, positions, sampleOf };
}

/** A mask from a PNG picture: anything but black is inside. */
async function readMask(path: string, place: MaskPlace, open: OpenFile): Promise<Mask> {
  const source = await open(path);
  const bytes = await source.read(0, source.size);
  await expectHonestPng(path, bytes);
  const { width, height, data, channels, palette } = decode(bytes);
  const colours = Math.max(1, channels >= 3 ? 3 : 1);
  const values = Uint8Array.from({ length: width * height }, (_, at) => {
    const pixel = Array.from({ length: colours }, (_, c) => data[at * channels + c]);
    const shown = palette ? (palette[pixel[0]] ?? [0]).slice(0, 3) : pixel;
    return shown.some((value) => value !== 0) ? 1 : 0;
  });
  return { width, height, values, ...place };
}

import { CellScapeError } from "../../core/errors.ts";
import type { Picture } from "../../data/tissue.ts";
import type { Source } from "../source.ts";
import { contrastOf } from "./contrast.ts";
import { readTiffHeader } from "./directory.ts";
import type { Level } from "./level.ts";
import { readPixels } from "./pixels.ts";
import { readPlane } from "./plane.ts";

/** The longer side from which a level is fine enough: maps show fewer pixels. */
const enough = 1200;
/** Pixels of a level that is read. */
const mostPixels = 2 ** 26;

/** A picture and how large its pixels are. */
export interface OmePicture {
  readonly picture: Picture;
  /** Micrometres in a pixel of `picture`; undefined where the file does not say it. */
  readonly umPerPixel: number | undefined;
  /** Pixels of the finest level in a pixel of `picture`. */
  readonly step: number;
}

/**
 * A picture of an OME-TIFF at the smallest level that is fine enough; of a stack the plane in the middle. Numbers of 16 bits become
 * bytes, from the darkest to the brightest percent.
 *
 * @throws bad-file, unsupported
 * @see OME-TIFF specification, section on sub-resolutions
 */
export async function readOmePicture(source: Source): Promise<OmePicture> {
  const header = await readTiffHeader(source);
  const { levels, umPerPixel } = await readPlane(source, header);
  const level = chooseLevel(levels);
  if (level.width * level.height > mostPixels) {
    const got = `one of ${level.width} x ${level.height}`;
    throw new CellScapeError(
      "unsupported",
      `${source.name}: expected a level of at most ${mostPixels} pixels, got ${got}`,
    );
  }
  const pixels = await readPixels(source, header, level);
  const step = levels[0].width / level.width;
  const picture = {
    width: level.width,
    height: level.height,
    channels: level.channels,
    values: contrastOf(pixels)(pixels),
  };
  return { picture, umPerPixel: umPerPixel === undefined ? undefined : umPerPixel * step, step };
}

const longer = ({ width, height }: Level) => Math.max(width, height);

/** The smallest level that is fine enough, or the finest one. */
export function chooseLevel(levels: readonly Level[]): Level {
  const [finest, ...smaller] = [...levels].sort((a, b) => longer(b) - longer(a));
  return smaller.findLast((level) => longer(level) >= enough) ?? finest;
}

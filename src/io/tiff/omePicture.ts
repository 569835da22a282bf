import { CellScapeError } from "../../core/errors.ts";
import type { Picture } from "../../data/tissue.ts";
import type { Source } from "../source.ts";
import { readDirectory, readTiffHeader } from "./directory.ts";
import { type Level, readLevels, TAGS } from "./level.ts";
import { readOme } from "./ome.ts";
import { readPixels } from "./pixels.ts";

/** The longer side from which a level is fine enough: maps show fewer pixels. */
const enough = 1200;
/** Pixels of a level that is read. */
const mostPixels = 2 ** 26;
/** Planes that are passed over on the way to the middle one. */
const mostPlanes = 200;
/** Shares of pixels that become black and white. */
const [darkest, brightest] = [0.01, 0.995];

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
  const first = await readDirectory(source, header, header.first);
  const { umPerPixel, depth } = readOme((await first.text(TAGS.description)) ?? "");
  let directory = first;
  for (let plane = 0; plane < Math.min(depth, mostPlanes) >> 1 && directory.next > 0; plane++) {
    directory = await readDirectory(source, header, directory.next);
  }
  const levels = await readLevels(source, header, directory);
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
  const picture = { width: level.width, height: level.height, channels: level.channels, values: bytesOf(pixels) };
  return { picture, umPerPixel: umPerPixel === undefined ? undefined : umPerPixel * step, step };
}

const longer = ({ width, height }: Level) => Math.max(width, height);

/** The smallest level that is fine enough, or the finest one. */
export function chooseLevel(levels: readonly Level[]): Level {
  const [finest, ...smaller] = [...levels].sort((a, b) => longer(b) - longer(a));
  return smaller.findLast((level) => longer(level) >= enough) ?? finest;
}

/** Bytes as they are; numbers of 16 bits spread over them, as the darkest and brightest ones would leave all others alike. */
function bytesOf(pixels: Uint8Array | Uint16Array): Uint8Array {
  if (pixels instanceof Uint8Array) return pixels;
  const counts = new Uint32Array(2 ** 16);
  for (const value of pixels) counts[value]++;
  const quantile = (share: number) => {
    let seen = 0;
    return counts.findIndex((count) => {
      seen += count;
      return seen > share * pixels.length;
    });
  };
  const low = quantile(darkest);
  const span = Math.max(1, quantile(brightest) - low);
  return Uint8Array.from(pixels, (value) => Math.max(0, Math.min(255, Math.round((255 * (value - low)) / span))));
}

import type { Source } from "../source.ts";
import { readDirectory, type TiffHeader } from "./directory.ts";
import { type Level, readLevels, TAGS } from "./level.ts";
import { readOme } from "./ome.ts";

/** Planes that are passed over on the way to the middle one. */
const mostPlanes = 200;

/** The levels of a picture, and how large its pixels are. */
export interface Plane {
  /** The finest first. */
  readonly levels: readonly Level[];
  /** Micrometres in a pixel of the finest level; undefined where the file does not say it. */
  readonly umPerPixel: number | undefined;
}

/**
 * The picture of an OME-TIFF; of a stack the plane in the middle.
 *
 * @throws bad-file, unsupported
 * @see OME-TIFF specification, section on sub-resolutions
 */
export async function readPlane(source: Source, header: TiffHeader): Promise<Plane> {
  const first = await readDirectory(source, header, header.first);
  const { umPerPixel, depth } = readOme((await first.text(TAGS.description)) ?? "");
  let directory = first;
  for (let plane = 0; plane < Math.min(depth, mostPlanes) >> 1 && directory.next > 0; plane++) {
    directory = await readDirectory(source, header, directory.next);
  }
  const levels = await readLevels(source, header, directory);
  return { levels: levels.sort((a, b) => b.width - a.width), umPerPixel };
}

import { CellScapeError } from "../../core/errors.ts";
import type { Picture } from "../../data/tissue.ts";
import type { Source } from "../source.ts";
import { contrastOf } from "./contrast.ts";
import { readTiffHeader } from "./directory.ts";
import { readPixels, seenOf, type Tiles, tilesOf } from "./pixels.ts";
import { readPlane } from "./plane.ts";

/** A level of a pyramid, as it is drawn. */
export interface PyramidLevel {
  /** Pixels of the finest level along a side of one of its pixels. */
  readonly step: number;
  /** Pixels. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Tiles in a row and in a column. */
  readonly across: number;
  readonly down: number;
}

/** A large picture of which parts are read by level and tile. */
export interface Pyramid {
  /** Pixels of the finest level. */
  readonly width: number;
  readonly height: number;
  /** Micrometres in a pixel of the finest level; undefined where the file does not say it. */
  readonly umPerPixel: number | undefined;
  /** The finest first. */
  readonly levels: readonly PyramidLevel[];
  /**
   * A tile, cut where the picture ends.
   *
   * @throws bad-file when it is missing or damaged; unsupported for a codec that is not read.
   */
  tile(level: number, column: number, row: number): Promise<Picture>;
}

/** Pixels of the smallest level that decides the contrast, and of a tile. */
const mostPixels = 2 ** 24;

/**
 * A pyramid in a TIFF, such as OME-TIFF: tiles of several levels. Numbers of 16 bits become bytes from the darkest to the
 * brightest percent of the smallest level, the same in all tiles.
 *
 * @throws bad-file, unsupported: for a picture without tiles, or without a level small enough to be seen as a whole.
 */
export async function openPyramid(source: Source): Promise<Pyramid> {
  const header = await readTiffHeader(source);
  const { levels, umPerPixel } = await readPlane(source, header);
  const [finest] = levels;
  const smallest = levels.at(-1) ?? finest;
  const refused = (expected: string, got: string) =>
    new CellScapeError("unsupported", `${source.name}: expected ${expected}, got ${got}`);
  if (smallest.width * smallest.height > mostPixels) {
    const got = `${smallest.width} x ${smallest.height} as the smallest`;
    throw refused(`a picture with smaller levels, down to ${mostPixels} pixels`, got);
  }
  for (const { strips, width, height, tileWidth, tileHeight } of levels) {
    if (strips && width * height > mostPixels) throw refused("a picture in tiles", "one in strips");
    if (tileWidth * tileHeight > mostPixels) throw refused("tiles of some pixels", `${tileWidth} x ${tileHeight}`);
  }
  const contrast = contrastOf(await readPixels(source, header, smallest));
  const tiles = new Map<number, Promise<Tiles>>();
  const tilesAt = (level: number) => {
    const known = tiles.get(level) ?? tilesOf(source, header, levels[level]);
    tiles.set(level, known);
    return known;
  };
  return {
    ...{ width: finest.width, height: finest.height, umPerPixel },
    levels: levels.map(({ width, height, tileWidth, tileHeight }) => ({
      ...{ step: finest.width / width, tileWidth, tileHeight },
      ...{ across: Math.ceil(width / tileWidth), down: Math.ceil(height / tileHeight) },
    })),
    async tile(level, column, row) {
      const of = levels[level];
      const [width, height] = seenOf(of, column, row);
      const { channels, tileWidth } = of;
      const values = new Uint8Array(width * height * channels);
      const found = await (await tilesAt(level)).read(column, row);
      const bytes = found && contrast(found);
      for (let y = 0; bytes && y < height; y++) {
        const from = y * tileWidth * channels;
        values.set(bytes.subarray(from, from + width * channels), y * width * channels);
      }
      return { width, height, channels, values };
    },
  };
}

import { CellScapeError } from "../../core/errors.ts";
import type { Source } from "../source.ts";
import { unpackTile } from "./codecs.ts";
import type { TiffHeader } from "./directory.ts";
import { type Level, TAGS } from "./level.ts";

/** Bytes of one packed tile. */
const MOST_TILE = 2 ** 28;

/** Tiles of one level, each read when it is requested. */
export interface Tiles {
  /** Tiles in a row and in a column. */
  readonly across: number;
  readonly down: number;
  /**
   * One tile, whose last columns and rows lie outside the picture where that ends.
   *
   * @returns [tile height, tile width, channels], the last rows missing where the file cuts them; undefined for one that is
   * left out, of nothing but zeros.
   * @throws bad-file when it is missing or damaged; unsupported for a codec that is not read.
   */
  read(column: number, row: number): Promise<Uint8Array | Uint16Array | undefined>;
}

/**
 * Where the tiles of a level lie.
 *
 * @throws bad-file when some are missing.
 */
export async function tilesOf(source: Source, { little }: TiffHeader, level: Level): Promise<Tiles> {
  const { name } = source;
  const { width, height, channels, bits, tileWidth, tileHeight, strips, directory } = level;
  const offsets = await directory.numbers(strips ? TAGS.stripOffsets : TAGS.tileOffsets);
  const lengths = await directory.numbers(strips ? TAGS.stripBytes : TAGS.tileBytes);
  const [across, down] = [Math.ceil(width / tileWidth), Math.ceil(height / tileHeight)];
  const expected = across * down;
  if (offsets.length < expected || lengths.length < expected) {
    const got = Math.min(offsets.length, lengths.length);
    throw new CellScapeError("bad-file", `${name}: expected ${expected} tiles, got ${got}`);
  }
  return {
    ...{ across, down },
    async read(column, row) {
      const tile = row * across + column;
      if (lengths[tile] === 0) return undefined;
      if (!(lengths[tile] <= MOST_TILE && offsets[tile] + lengths[tile] <= source.size)) {
        throw new CellScapeError("bad-file", `${name}: expected tile ${tile} in the file, got one beyond its end`);
      }
      const bytes = await unpackTile(name, await source.read(offsets[tile], lengths[tile]), level, little);
      const values = bits === 8 ? bytes : wordsOf(bytes);
      const [columns, rows] = seenOf(level, column, row);
      if (values.length < ((rows - 1) * tileWidth + columns) * channels) {
        throw new CellScapeError("bad-file", `${name}: expected tile ${tile} to be whole, got one that is cut short`);
      }
      return values;
    },
  };
}

/** Columns and rows of a tile that lie in the picture. */
export function seenOf({ width, height, tileWidth, tileHeight }: Level, column: number, row: number): [number, number] {
  return [Math.min(tileWidth, width - column * tileWidth), Math.min(tileHeight, height - row * tileHeight)];
}

/**
 * The pixels of one level.
 *
 * @returns [height, width, channels]
 * @throws bad-file when tiles are missing or damaged; unsupported for a codec that is not read.
 */
export async function readPixels(source: Source, header: TiffHeader, level: Level): Promise<Uint8Array | Uint16Array> {
  const { width, height, channels, bits, tileWidth, tileHeight } = level;
  const { across, down, read } = await tilesOf(source, header, level);
  const pixels = bits === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const values = await read(column, row);
      if (!values) continue;
      const [columns, rows] = seenOf(level, column, row);
      for (let y = 0; y < rows; y++) {
        const from = y * tileWidth * channels;
        const at = ((row * tileHeight + y) * width + column * tileWidth) * channels;
        pixels.set(values.subarray(from, from + columns * channels), at);
      }
    }
  }
  return pixels;
}

/** Little-endian words, at any place in memory. */
function wordsOf(bytes: Uint8Array): Uint16Array {
  const even = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Uint16Array(even.buffer, even.byteOffset, even.length >> 1);
}

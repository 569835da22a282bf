import { CellScapeError } from "../../core/errors.ts";
import type { Source } from "../source.ts";
import { unpackTile } from "./codecs.ts";
import type { TiffHeader } from "./directory.ts";
import { type Level, TAGS } from "./level.ts";

/** Bytes of one packed tile. */
const MOST_TILE = 2 ** 28;

/**
 * The pixels of one level.
 *
 * @returns [height, width, channels]
 * @throws bad-file when tiles are missing or damaged; unsupported for a codec that is not read.
 */
export async function readPixels(
  source: Source,
  { little }: TiffHeader,
  level: Level,
): Promise<Uint8Array | Uint16Array> {
  const { name } = source;
  const { width, height, channels, bits, tileWidth, tileHeight, strips, directory } = level;
  const offsets = await directory.numbers(strips ? TAGS.stripOffsets : TAGS.tileOffsets);
  const lengths = await directory.numbers(strips ? TAGS.stripBytes : TAGS.tileBytes);
  const across = Math.ceil(width / tileWidth);
  const expected = across * Math.ceil(height / tileHeight);
  if (offsets.length < expected || lengths.length < expected) {
    const got = Math.min(offsets.length, lengths.length);
    throw new CellScapeError("bad-file", `${name}: expected ${expected} tiles, got ${got}`);
  }
  const pixels = bits === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  for (let tile = 0; tile < expected; tile++) {
    // Tiles of nothing but zeros may be left out.
    if (lengths[tile] === 0) continue;
    if (!(lengths[tile] <= MOST_TILE && offsets[tile] + lengths[tile] <= source.size)) {
      throw new CellScapeError("bad-file", `${name}: expected tile ${tile} in the file, got one beyond its end`);
    }
    const bytes = await unpackTile(name, await source.read(offsets[tile], lengths[tile]), level, little);
    const values = bits === 8 ? bytes : wordsOf(bytes);
    const [left, top] = [(tile % across) * tileWidth, Math.floor(tile / across) * tileHeight];
    const [columns, rows] = [Math.min(tileWidth, width - left), Math.min(tileHeight, height - top)];
    if (values.length < ((rows - 1) * tileWidth + columns) * channels) {
      throw new CellScapeError("bad-file", `${name}: expected tile ${tile} to be whole, got one that is cut short`);
    }
    for (let y = 0; y < rows; y++) {
      const from = y * tileWidth * channels;
      pixels.set(values.subarray(from, from + columns * channels), ((top + y) * width + left) * channels);
    }
  }
  return pixels;
}

/** Little-endian words, at any place in memory. */
function wordsOf(bytes: Uint8Array): Uint16Array {
  const even = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Uint16Array(even.buffer, even.byteOffset, even.length >> 1);
}

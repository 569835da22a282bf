import { CellScapeError } from "../../core/errors.ts";
import { inflate } from "../bytes/inflate.ts";
import { decodeJpeg } from "./jpeg.ts";
import { decodeJpeg2000 } from "./jpeg2000.ts";
import type { Level } from "./level.ts";
import { unpackLzw } from "./lzw.ts";

/** Codecs that are named where they are not read. */
const NAMES: Readonly<Record<number, string>> = {
  2: "CCITT",
  3: "CCITT",
  4: "CCITT",
  6: "JPEG in the old style",
  32773: "PackBits",
  34887: "LERC",
  34925: "LZMA",
  34933: "PNG",
  34934: "JPEG XR",
  22610: "JPEG XR",
  50000: "Zstandard",
  50001: "WebP",
  50002: "JPEG XL",
};
const JPEG = 7;
/** As libtiff, Aperio and Bio-Formats number it. */
const JPEG_2000 = [33003, 33004, 33005, 34712];

/**
 * Numbers of a tile, row-major and little-endian, as many as a whole tile has; the last ones are missing where it is cut.
 *
 * @param little whether the file is little-endian.
 * @throws unsupported for a codec that is not read, by its name; bad-file when the tile is damaged.
 */
export async function unpackTile(name: string, packed: Uint8Array, level: Level, little: boolean): Promise<Uint8Array> {
  const { compression, tileWidth, tileHeight, channels, bits } = level;
  const most = (tileWidth * tileHeight * channels * bits) / 8;
  if (JPEG_2000.includes(compression)) {
    const { width, height, ...tile } = await decodeJpeg2000(name, packed, tileWidth * tileHeight);
    if (width <= tileWidth && height <= tileHeight && tile.channels === channels && tile.bits === bits) {
      return width === tileWidth ? tile.bytes : padded(tile.bytes, width, height, level);
    }
    const got = `${width} x ${height} of ${tile.channels} channels and ${tile.bits} bits`;
    throw new CellScapeError("bad-file", `${name}: expected a tile of ${tileWidth} x ${tileHeight}, got ${got}`);
  }
  if (compression === JPEG) {
    const { jpegTables: tables, isRgb } = level;
    const tile = await decodeJpeg(name, packed, { tables, isRgb, channels, most: tileWidth * tileHeight });
    if (tile.width > tileWidth) {
      const got = `one of ${tile.width} x ${tile.height}`;
      throw new CellScapeError("bad-file", `${name}: expected a tile of ${tileWidth} x ${tileHeight}, got ${got}`);
    }
    return tile.width === tileWidth ? tile.bytes : padded(tile.bytes, tile.width, tile.height, level);
  }
  const bytes = await unpacked(name, packed, compression, most);
  return inOrder(bytes, level, little);
}

async function unpacked(name: string, packed: Uint8Array, compression: number, most: number): Promise<Uint8Array> {
  switch (compression) {
    case 1:
      return packed.slice(0, most);
    case 5:
      return unpackLzw(packed, most);
    case 8:
    case 32946:
      return inflate(packed, "deflate", most).catch((cause: unknown) => {
        const got = cause instanceof Error ? cause.message : String(cause);
        throw new CellScapeError("bad-file", `${name}: expected a whole tile, got damage: ${got}`, { cause });
      });
    default: {
      const got = NAMES[compression] ?? `codec ${compression}`;
      const expected = "a picture in JPEG, JPEG 2000, deflate, LZW or without a codec";
      throw new CellScapeError("unsupported", `${name}: expected ${expected}, got ${got}, which is not read`);
    }
  }
}

/** Little-endian numbers, summed up where they are differences. */
function inOrder(bytes: Uint8Array, { bits, channels, predictor, tileWidth }: Level, little: boolean): Uint8Array {
  if (bits === 16 && !little) {
    for (let at = 0; at + 1 < bytes.length; at += 2) [bytes[at], bytes[at + 1]] = [bytes[at + 1], bytes[at]];
  }
  if (predictor !== 2) return bytes;
  const values = bits === 8 ? bytes : new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  const row = tileWidth * channels;
  for (let start = 0; start < values.length; start += row) {
    const end = Math.min(start + row, values.length);
    for (let at = start + channels; at < end; at++) values[at] += values[at - channels];
  }
  return bytes;
}

/** A smaller picture at the upper left of a whole tile. */
function padded(bytes: Uint8Array, width: number, height: number, { tileWidth, channels, bits }: Level): Uint8Array {
  const [from, to] = [(width * channels * bits) / 8, (tileWidth * channels * bits) / 8];
  const all = new Uint8Array(to * height);
  for (let y = 0; y < height; y++) all.set(bytes.subarray(y * from, (y + 1) * from), y * to);
  return all;
}

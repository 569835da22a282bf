import { CellScapeError } from "../../core/errors.ts";
import type { Source } from "../source.ts";
import { type Directory, readDirectory, type TiffHeader } from "./directory.ts";

/** One picture of a TIFF file, as its directory describes it. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Bits of a number: 8 or 16. */
  readonly bits: number;
  /** Number of the codec, as TIFF has it. */
  readonly compression: number;
  /** What all tiles in JPEG share; empty where there is nothing of it. */
  readonly jpegTables: Uint8Array;
  /** Whether three channels are red, green and blue as they are stored. */
  readonly isRgb: boolean;
  /** 1 for none, 2 for differences along rows. */
  readonly predictor: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** True where rows of the last tiles are cut at the end of the picture, as in strips. */
  readonly strips: boolean;
  readonly directory: Directory;
}

/** Tags of TIFF 6.0. */
export const TAGS = {
  kind: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  description: 270,
  stripOffsets: 273,
  channels: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planes: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  smaller: 330,
  sampleFormat: 339,
  jpegTables: 347,
};
const MOST_LEVELS = 32;
const MOST_SIDE = 2 ** 24;

/**
 * The levels of a pyramid: a picture and the smaller ones below it, which OME-TIFF keeps in its sub-directories and
 * others in those that follow.
 *
 * @throws bad-file when a directory is damaged; unsupported for numbers other than 8 or 16 bits without a sign.
 */
export async function readLevels(source: Source, header: TiffHeader, directory: Directory): Promise<Level[]> {
  const levels = [await readLevel(source, directory)];
  const smaller = await directory.numbers(TAGS.smaller);
  // Others put them behind it, marked as smaller.
  for (let { next } = directory; smaller.length === 0 && next > 0 && levels.length < MOST_LEVELS; ) {
    const behind = await readDirectory(source, header, next);
    if ((((await behind.numbers(TAGS.kind))[0] ?? 0) & 1) === 0) break;
    levels.push(await readLevel(source, behind));
    next = behind.next;
  }
  for (const at of smaller.slice(0, MOST_LEVELS)) {
    levels.push(await readLevel(source, await readDirectory(source, header, at)));
  }
  return levels;
}

async function readLevel(source: Source, directory: Directory): Promise<Level> {
  const one = async (tag: number, otherwise: number) => (await directory.numbers(tag))[0] ?? otherwise;
  const [width, height] = [await one(TAGS.width, 0), await one(TAGS.height, 0)];
  const channels = await one(TAGS.channels, 1);
  const bits = await one(TAGS.bits, 1);
  const format = await one(TAGS.sampleFormat, 1);
  const planes = await one(TAGS.planes, 1);
  const side = (value: number) => Number.isInteger(value) && value > 0 && value <= MOST_SIDE;
  if (!side(width) || !side(height) || !(channels >= 1 && channels <= 4)) {
    const got = `${width} x ${height} pixels of ${channels} channels`;
    throw new CellScapeError("bad-file", `${source.name}: expected a picture of 1 to 4 channels, got ${got}`);
  }
  if ((bits !== 8 && bits !== 16) || format !== 1 || (planes !== 1 && channels > 1)) {
    const got = format === 1 ? `${bits} bits${planes === 1 ? "" : " in planes"}` : "signed or real ones";
    const expected = "numbers of 8 or 16 bits without a sign";
    throw new CellScapeError("unsupported", `${source.name}: expected ${expected}, got ${got}`);
  }
  const tileWidth = await one(TAGS.tileWidth, 0);
  const strips = tileWidth === 0;
  const tile = strips
    ? { tileWidth: width, tileHeight: Math.min(height, await one(TAGS.rowsPerStrip, height)) }
    : { tileWidth, tileHeight: await one(TAGS.tileHeight, 0) };
  if (!side(tile.tileWidth) || !side(tile.tileHeight)) {
    const got = `${tile.tileWidth} x ${tile.tileHeight}`;
    throw new CellScapeError("bad-file", `${source.name}: expected tiles of some pixels, got ${got}`);
  }
  const compression = await one(TAGS.compression, 1);
  const predictor = await one(TAGS.predictor, 1);
  const isRgb = (await one(TAGS.photometric, 0)) === 2;
  const jpegTables = Uint8Array.from(await directory.numbers(TAGS.jpegTables));
  const coded = { compression, predictor, isRgb, jpegTables };
  return { width, height, channels, bits, ...coded, ...tile, strips, directory };
}

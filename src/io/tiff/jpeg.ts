import { CellScapeError } from "../../core/errors.ts";
import { viewOf } from "../bytes/viewOf.ts";

/** A tile of JPEG as its level describes it. */
export interface JpegTile {
  /** The stream of tables that all tiles share; empty where each has its own. */
  readonly tables: Uint8Array;
  /** Whether three channels are red, green and blue, and not brightness and colours. */
  readonly isRgb: boolean;
  readonly channels: number;
  /** Pixels that it may have. */
  readonly most: number;
}

/** Segments of a stream. */
const [startOfImage, endOfImage] = [
  [0xff, 0xd8],
  [0xff, 0xd9],
];
/** Adobe's segment of version 100 that says that no colours were transformed. */
const untransformed = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];

/**
 * Decode a tile with the decoder of the browser.
 *
 * @returns [height, width, channels]
 * @throws unsupported where the platform has no decoder, as Node, and for CMYK or numbers of 12 bits; bad-file when it is damaged or
 * has more pixels or other channels.
 * @see TIFF Technical Note 2, "Replacement JPEG"; ITU-T T.81, annex B
 */
export async function decodeJpeg(
  name: string,
  packed: Uint8Array,
  { tables, isRgb, channels, most }: JpegTile,
): Promise<{ readonly width: number; readonly height: number; readonly bytes: Uint8Array }> {
  const refused = (code: "bad-file" | "unsupported", expected: string, got: string, cause?: unknown) =>
    new CellScapeError(code, `${name}: expected ${expected}, got ${got}`, { cause });
  if (typeof OffscreenCanvas === "undefined") {
    const way = "cellscape view shows them";
    throw refused("unsupported", "a picture in JPEG 2000, deflate, LZW or without a codec", `tiles in JPEG; ${way}`);
  }
  const frame = frameOf(packed);
  if (!frame || frame.width * frame.height > most) {
    const got = frame ? `${frame.width} x ${frame.height}` : "something else";
    throw refused("bad-file", `JPEG of at most ${most} pixels`, got);
  }
  if (frame.bits !== 8 || frame.channels !== channels || (channels !== 1 && channels !== 3)) {
    const got = `${frame.channels} channels of ${frame.bits} bits in a picture of ${channels}`;
    throw refused("unsupported", "JPEG of 1 or 3 channels of 8 bits", got);
  }
  const stream = new Blob([joined(packed, tables, isRgb && channels === 3)]);
  const options = { colorSpaceConversion: "none", premultiplyAlpha: "none" } as const;
  const bitmap = await createImageBitmap(stream, options).catch((cause: unknown) => {
    throw refused("bad-file", "a whole tile in JPEG", "a damaged one", cause);
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw refused("unsupported", "a browser that draws on canvases of workers", "another one");
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const bytes = new Uint8Array(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < channels; channel++) bytes[channels * pixel + channel] = data[4 * pixel + channel];
  }
  return { width, height, bytes };
}

/** One stream of the shared tables and the tile. */
function joined(packed: Uint8Array, tables: Uint8Array, isRgb: boolean): Uint8Array<ArrayBuffer> {
  const inner = tables.length > 4 ? tables.subarray(2, endsWith(tables, endOfImage) ? -2 : undefined) : [];
  return Uint8Array.from([...startOfImage, ...(isRgb ? untransformed : []), ...inner, ...packed.subarray(2)]);
}

const endsWith = (bytes: Uint8Array, end: readonly number[]) =>
  end.every((byte, k) => bytes.at(k - end.length) === byte);

/** What the header of the frame says; undefined where there is none. */
function frameOf(packed: Uint8Array) {
  const view = viewOf(packed);
  if (packed.length < 4 || startOfImage.some((byte, k) => packed[k] !== byte)) return undefined;
  for (let at = 2; at + 10 <= packed.length && packed[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = packed[at + 1];
    // Frames of all codings, but not tables of Huffman codes, extensions and arithmetic conditions.
    if (marker < 0xc0 || marker > 0xcf || [0xc4, 0xc8, 0xcc].includes(marker)) continue;
    const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
    return { width, height, bits: packed[at + 4], channels: packed[at + 9] };
  }
  return undefined;
}

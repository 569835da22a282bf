import type { OpenJpeg } from "@cornerstonejs/codec-openjpeg/decodewasmjs";
import { CellScapeError } from "../../core/errors.ts";
import { viewOf } from "../bytes/viewOf.ts";

/** Pixels as they were packed. */
export interface DecodedTile {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** Bits of a number: 8 or 16. */
  readonly bits: number;
  /** Row-major, little-endian. */
  readonly bytes: Uint8Array;
}

let library: Promise<OpenJpeg> | undefined;

/**
 * Decode a picture in JPEG 2000.
 *
 * @param most pixels that it may have.
 * @throws unsupported where the decoder is not installed; bad-file when it is damaged or has more pixels.
 */
export async function decodeJpeg2000(name: string, packed: Uint8Array, most: number): Promise<DecodedTile> {
  const wrong = (got: string) =>
    new CellScapeError("bad-file", `${name}: expected JPEG 2000 of at most ${most} pixels, got ${got}`);
  const size = declaredPixels(packed);
  if (size === undefined) throw wrong("something else");
  if (!(size <= most)) throw wrong(`${size}`);
  library ??= loadLibrary();
  const { J2KDecoder } = await library.catch((cause: unknown) => {
    const way = "install it (npm install @cornerstonejs/codec-openjpeg@1.3.6)";
    const expected = "the decoder of JPEG 2000 (@cornerstonejs/codec-openjpeg)";
    throw new CellScapeError("unsupported", `${name}: expected ${expected}, got none; ${way}`, { cause });
  });
  const decoder = new J2KDecoder();
  try {
    decoder.getEncodedBuffer(packed.length).set(packed);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount, isSigned } = decoder.getFrameInfo();
    const bits = bitsPerSample <= 8 ? 8 : 16;
    if (isSigned || bitsPerSample < 1 || bitsPerSample > 16) throw wrong(`numbers of ${bitsPerSample} bits`);
    const bytes = decoder.getDecodedBuffer().slice();
    if (bytes.length < (width * height * componentCount * bits) / 8) throw wrong("a damaged one");
    return { width, height, channels: componentCount, bits, bytes };
  } catch (cause) {
    if (cause instanceof CellScapeError) throw cause;
    throw wrong("a damaged one");
  } finally {
    decoder.delete();
  }
}

/** A page cannot find the file of the WebAssembly build beside its script; the other one takes four times as long. */
async function loadLibrary(): Promise<OpenJpeg> {
  const silent = { print: () => undefined, printErr: () => undefined };
  try {
    return await (await import("@cornerstonejs/codec-openjpeg/decodewasmjs")).default(silent);
  } catch {
    return (await import("@cornerstonejs/codec-openjpeg/decode")).default(silent);
  }
}

/** Pixels by the marker SIZ, which follows the start of a codestream; undefined where there is none. */
function declaredPixels(packed: Uint8Array): number | undefined {
  const view = viewOf(packed);
  for (let at = 0; at + 24 <= Math.min(packed.length, 4096); at++) {
    if (view.getUint32(at) !== 0xff4fff51) continue;
    return view.getUint32(at + 8) * view.getUint32(at + 12);
  }
  return undefined;
}

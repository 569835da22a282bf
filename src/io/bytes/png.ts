import { CellScapeError } from "../../core/errors.ts";
import { viewOf } from "./viewOf.ts";

/** Pixels of a picture that is kept. */
const MOST_PIXELS = 2 ** 27;
const MOST_FILE_BYTES = 2 ** 29;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * Refuse a PNG whose packed data are more than its size in pixels says, before anything unpacks them as a whole.
 *
 * @throws bad-file when it is no PNG, too large or packs more than it declares.
 */
export async function expectHonestPng(name: string, bytes: Uint8Array): Promise<void> {
  const wrong = (expected: string, got: string, cause?: unknown) =>
    new CellScapeError("bad-file", `${name}: expected ${expected}, got ${got}`, { cause });
  const view = viewOf(bytes);
  if (bytes.length < 33 || SIGNATURE.some((byte, i) => bytes[i] !== byte))
    throw wrong("a PNG picture", "something else");
  if (bytes.length > MOST_FILE_BYTES) throw wrong(`at most ${MOST_FILE_BYTES} bytes`, `${bytes.length}`);
  const [width, height, depth, colour] = [view.getUint32(16), view.getUint32(20), bytes[24], bytes[25]];
  if (!(width * height <= MOST_PIXELS)) throw wrong(`at most ${MOST_PIXELS} pixels`, `${width} x ${height}`);
  const rowBytes = Math.ceil((width * depth * (CHANNELS[colour] ?? 4)) / 8) + 1;
  // Interlaced pictures come in seven passes, each with rows of its own.
  const most = rowBytes * height + 8 * (height + 8);
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const written = (async () => {
    for (let at = 8; at + 12 <= bytes.length; ) {
      const length = view.getUint32(at);
      if (view.getUint32(at + 4) === IDAT) await writer.write(bytes.slice(at + 8, at + 8 + length));
      at += 12 + length;
    }
    await writer.close();
  })();
  written.catch(() => undefined);
  const reader = stream.readable.getReader();
  let unpacked = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      unpacked += part.value.length;
      if (unpacked > most) break;
    }
  } catch (cause) {
    throw wrong("a whole PNG picture", "one that is cut short or damaged", cause);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (unpacked > most) throw wrong(`${most} bytes of pixels`, "more");
}

/** "IDAT" as a number. */
const IDAT = 0x49444154;

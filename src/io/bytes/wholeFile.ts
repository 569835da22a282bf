import { CellScapeError } from "../../core/errors.ts";
import type { Source } from "../source.ts";
import { unpackedBytes } from "./byteStream.ts";

/**
 * All bytes of a small file, unpacked when it is gzip.
 *
 * @param most bytes.
 * @throws bad-file when there are more.
 */
export async function wholeFile(source: Source, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of unpackedBytes(source)) {
    length += bytes.length;
    if (length > most) throw new CellScapeError("bad-file", `${source.name}: expected at most ${most} bytes, got more`);
    parts.push(bytes.slice());
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

import { CellScapeError } from "../../core/errors.ts";

/**
 * Inflate deflated bytes, at most `most` of them: a bomb is refused while it is still small.
 *
 * @throws bad-file when the bytes are damaged, end too early or hold more than `most`.
 */
export async function inflate(bytes: Uint8Array, format: CompressionFormat, most: number): Promise<Uint8Array> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  // What goes wrong in writing goes wrong in reading too, where it is caught.
  const written = writer
    .write(new Uint8Array(bytes))
    .then(() => writer.close())
    .catch(() => undefined);
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.readable.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      if (length > most) break;
    }
  } catch (cause) {
    throw new CellScapeError("bad-file", "expected deflated bytes, got damaged ones", { cause });
  }
  if (length > most) {
    await reader.cancel().catch(() => undefined);
    throw new CellScapeError("bad-file", `expected at most ${most} bytes once inflated, got more`);
  }
  await written;
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

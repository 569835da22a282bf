import type { Task } from "../../core/task.ts";
import type { Source } from "../../io/source.ts";

/** Bytes that are read at a time. */
const readBytes = 2 ** 22;
/** Bytes of a piece: a multiple of three, so that base64 of pieces needs no padding between them. */
const pieceBytes = 3 * 2 ** 21;

/** The bytes of a file as gzip, in pieces of one size and a rest. @throws as reading; cancelled. */
export async function* packedPieces(source: Source, task: Task): AsyncGenerator<Uint8Array> {
  const packer = new CompressionStream("gzip");
  const feeding = feed(packer.writable.getWriter(), source, task);
  // It is waited for below; the reader fails with it.
  feeding.catch(() => undefined);
  const reader = packer.readable.getReader();
  let piece = new Uint8Array(pieceBytes);
  let filled = 0;
  for (let { value, done } = await reader.read(); !done && value; { value, done } = await reader.read()) {
    for (let at = 0; at < value.length; ) {
      const part = value.subarray(at, at + pieceBytes - filled);
      piece.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < pieceBytes) continue;
      yield piece;
      piece = new Uint8Array(pieceBytes);
      filled = 0;
    }
  }
  await feeding;
  yield piece.subarray(0, filled);
}

async function feed(writer: WritableStreamDefaultWriter<BufferSource>, source: Source, task: Task): Promise<void> {
  try {
    for (let at = 0; at < source.size; at += readBytes) {
      // A copy: memory that a reader lends is used again.
      await writer.write(new Uint8Array(await source.read(at, readBytes)));
      await task.update(Math.min(1, (at + readBytes) / source.size));
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error);
    throw error;
  }
}

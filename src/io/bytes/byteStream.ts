import { CellScapeError } from "../../core/errors.ts";
import type { Source } from "../source.ts";

/** Bytes read at a time. */
const BLOCK = 1 << 20;
/** A line of a table or a matrix longer than this is no line. */
export const LONGEST_LINE = 1 << 24;

/** The bytes of a file in order. */
export async function* bytesOf(source: Source): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; ) {
    const bytes = await source.read(at, BLOCK);
    if (bytes.length === 0) {
      throw new CellScapeError("bad-file", `${source.name}: expected ${source.size} bytes, got ${at}`);
    }
    yield bytes;
    at += bytes.length;
  }
}

/**
 * The bytes of a file in order, unpacked when it is gzip, whatever its name says. What is yielded is valid until the next
 * step only.
 *
 * @throws bad-file when the file is cut short or damaged.
 */
export async function* unpackedBytes(source: Source): AsyncGenerator<Uint8Array> {
  const [first, second] = await source.read(0, 2);
  if (first !== 0x1f || second !== 0x8b) {
    yield* bytesOf(source);
    return;
  }
  try {
    yield* source.gunzip?.() ?? inflated(source);
  } catch (cause) {
    if (cause instanceof CellScapeError) throw cause;
    const got = "one that is cut short or damaged; copy or download it again";
    throw new CellScapeError("bad-file", `${source.name}: expected a whole gzip file, got ${got}`, { cause });
  }
}

async function* inflated(source: Source): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream("gzip");
  const reader = stream.readable.getReader();
  // Its error arrives at the reader as well, where it is caught.
  fill(stream.writable.getWriter(), source).catch(() => undefined);
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    // When the caller needs no more, the rest is not unpacked.
    await reader.cancel().catch(() => undefined);
  }
}

async function fill(writer: WritableStreamDefaultWriter<BufferSource>, source: Source): Promise<void> {
  try {
    for await (const bytes of bytesOf(source)) {
      // The types of typed arrays admit shared memory, which no source gives.
      await writer.write(bytes as Uint8Array<ArrayBuffer>);
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
}

/**
 * The text of a file in pieces that end at the end of a line, unpacked when it is gzip. A last line without an end gets
 * one, ends of Windows become plain ones, and a byte order mark is left out.
 *
 * @throws bad-file when it is not UTF-8, has a line without end, or is damaged.
 */
export async function* textPieces(source: Source): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      const way = "save it as UTF-8";
      throw new CellScapeError("bad-file", `${source.name}: expected UTF-8 text, got other bytes; ${way}`, { cause });
    }
  };
  // Pieces of a line that has not ended yet; only new text is searched for its end, so long lines cost no more than others.
  let open: string[] = [];
  let length = 0;
  const whole = (text: string, last: boolean): string => {
    const end = last ? text.length : text.lastIndexOf("\n") + 1;
    open.push(end === 0 && !last ? text : text.slice(0, end));
    length += text.length;
    if (end === 0 && !last) {
      if (length > LONGEST_LINE) {
        const got = `one of over ${LONGEST_LINE} bytes`;
        throw new CellScapeError("bad-file", `${source.name}: expected lines of text, got ${got}`);
      }
      return "";
    }
    const piece = open.join("");
    open = [text.slice(end)];
    length = text.length - end;
    return piece;
  };
  for await (const bytes of unpackedBytes(source)) {
    const piece = whole(decode(bytes), false);
    if (piece !== "") yield plainEnds(piece);
  }
  const piece = whole(decode(), true);
  if (piece !== "") yield plainEnds(piece.endsWith("\n") ? piece : `${piece}\n`);
}

const plainEnds = (piece: string) => (piece.includes("\r\n") ? piece.replaceAll("\r\n", "\n") : piece);

/**
 * All lines of a file, without their ends; empty ones at the end are left out.
 *
 * @param most more lines than this are refused.
 * @throws bad-file as `textPieces`, and when there are too many.
 */
export async function linesOf(source: Source, most: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const piece of textPieces(source)) {
    for (const line of piece.slice(0, -1).split("\n")) lines.push(line);
    // Empty lines at the end may still go.
    if (lines.length > most + 16)
      throw new CellScapeError("bad-file", `${source.name}: expected ${most} lines, got more`);
  }
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

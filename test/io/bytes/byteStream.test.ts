import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { blobSource } from "../../../src/io/browser/blobSource.ts";
import { bytesOf, linesOf, textPieces, unpackedBytes } from "../../../src/io/bytes/byteStream.ts";

const fileOf = (...parts: (string | Uint8Array<ArrayBuffer>)[]) => blobSource(new Blob(parts), "a.txt");

async function joined(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: number[] = [];
  for await (const bytes of stream) parts.push(...bytes);
  return Uint8Array.from(parts);
}

test("bytes come in order, and unpacked when they are gzip whatever the name says", async () => {
  const content = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) % 251);
  expect(await joined(bytesOf(fileOf(content)))).toEqual(content);
  expect(await joined(unpackedBytes(fileOf(content)))).toEqual(content);
  expect(await joined(unpackedBytes(fileOf(new Uint8Array(gzipSync(content)))))).toEqual(content);
});

test("a gzip file that is cut short or damaged is refused by name", async () => {
  const whole = new Uint8Array(gzipSync("x,y\n".repeat(5000)));
  await expect(joined(unpackedBytes(fileOf(whole.slice(0, whole.length - 9))))).rejects.toThrow(
    /^a\.txt: expected a whole gzip/,
  );
});

test("pieces of text end where lines end, a missing last end is added, a byte order mark is left out", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.stringMatching(/^[a-zà-ü ,]{0,12}$/), { minLength: 1, maxLength: 40 }),
      fc.boolean(),
      async (lines, mark) => {
        const text = lines.join("\n");
        if (text === "") return;
        const pieces: string[] = [];
        for await (const piece of textPieces(fileOf((mark ? "\ufeff" : "") + text))) pieces.push(piece);
        expect(pieces.every((piece) => piece.endsWith("\n"))).toBe(true);
        expect(pieces.join("")).toBe(text.endsWith("\n") ? text : `${text}\n`);
      },
    ),
    { numRuns: 60 },
  );
});

test("text in another encoding than UTF-8 is refused", async () => {
  await expect(linesOf(fileOf(Uint8Array.of(0x67, 0xe9, 0x0a)), 9)).rejects.toThrow(/expected UTF-8 text/);
});

test("lines lose their ends, of Windows too, and empty ones at the end; more than were promised are refused", async () => {
  expect(await linesOf(fileOf("a\r\nb\n\nc\n\n\n"), 9)).toEqual(["a", "b", "", "c"]);
  await expect(linesOf(fileOf("a\n".repeat(40)), 3)).rejects.toThrow(/expected 3 lines, got more/);
});

import { CellScapeError } from "../../core/errors.ts";

/** A text in the letters of an address, made short. */
export async function toAddress(text: string): Promise<string> {
  const bytes = await passed(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Letters of the text of a link at most: what an address holds inflates to no more in any honest link. */
const most = 1_000_000;

/** The text of `toAddress`. @throws bad-file for what is none. */
export async function fromAddress(address: string): Promise<string> {
  try {
    const letters = atob(address.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(
      await passed(bytes, new DecompressionStream("deflate-raw")),
    );
  } catch (cause) {
    if (cause instanceof CellScapeError) throw cause;
    throw new CellScapeError("bad-file", "link: expected one that the page made, got another or a part of one", {
      cause,
    });
  }
}

async function passed(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of new Blob([bytes]).stream().pipeThrough(through) as unknown as AsyncIterable<Uint8Array>) {
    parts.push(part);
    length += part.length;
    if (length > most)
      throw new CellScapeError("bad-file", "link: expected one that the page made, got one that is too long");
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

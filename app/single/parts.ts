/** What is inside the page, by name. */
export type PartName = "about" | "worker" | "resvg" | "regular" | "bold" | "file";

/** The file that the page holds. */
export interface About {
  readonly name: string;
  /** Bytes, unpacked. */
  readonly size: number;
}

export const aboutFile = (): About => JSON.parse(new TextDecoder().decode(bytesOf("about")[0]));

/**
 * A part as it was before it was packed. It is taken out of the page, so that its memory goes back.
 *
 * @throws where the page was cut short or changed on its way.
 */
export async function takePart(name: PartName): Promise<Blob> {
  const packed = new Blob(bytesOf(name));
  const plain = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).blob().catch((cause: unknown) => {
    const way = "get the page again";
    throw new Error(`this page: expected all of the ${name}, got a part of it; ${way}`, { cause });
  });
}

function bytesOf(name: PartName): Uint8Array<ArrayBuffer>[] {
  const elements = document.querySelectorAll(`script[data-part="${name}"]`);
  return Array.from(elements, (element) => {
    const text = element.textContent;
    element.remove();
    return fromBase64(text);
  });
}

/** Browsers have it since 2025. */
type Decoding = { fromBase64?(text: string): Uint8Array<ArrayBuffer> };

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const { fromBase64: decoded } = Uint8Array as unknown as Decoding;
  if (decoded) return decoded.call(Uint8Array, text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

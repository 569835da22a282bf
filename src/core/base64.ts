/** Bytes as base64 text. */
export function bytesToBase64(bytes: Uint8Array): string {
  const letters = new Uint16Array(2 * Math.ceil(bytes.length / 3));
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    // Missing bytes at the end count as 0; their letters are replaced below.
    const three = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    letters[at++] = PAIRS[three >> 12];
    letters[at++] = PAIRS[three & 0xfff];
  }
  const text = new Uint8Array(letters.buffer);
  const missing = (3 - (bytes.length % 3)) % 3;
  text.fill("=".charCodeAt(0), text.length - missing);
  return new TextDecoder().decode(text);
}

const ALPHABET = new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

/** The two letters of 12 bits, in the order of bytes of the machine. */
const PAIRS = new Uint16Array(
  Uint8Array.from({ length: 2 * 4096 }, (_, at) => ALPHABET[at % 2 === 0 ? at >> 7 : (at >> 1) & 63]).buffer,
);

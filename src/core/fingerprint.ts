/**
 * A short text that differs where any of the given texts, numbers or arrays do: whether something was computed from the
 * same. Two independent 32-bit hashes (FNV-1a over words and a multiply-rotate one); no protection against intent.
 *
 * @param parts arrays are compared bit for bit. Not modified.
 */
export function fingerprintOf(
  ...parts: readonly (string | number | Float32Array | Float64Array | IntegerArray)[]
): string {
  const sums = { one: 0x811c9dc5, two: 0x9747b28c };
  for (const part of parts) {
    if (typeof part === "string" || typeof part === "number")
      add(sums, new TextEncoder().encode(`${typeof part} ${part}`));
    else add(sums, part);
  }
  return [sums.one, sums.two].map((sum) => (sum >>> 0).toString(16).padStart(8, "0")).join("");
}

type IntegerArray = Int32Array | Uint32Array | Uint8Array;

function add(sums: { one: number; two: number }, { buffer, byteOffset, byteLength }: ArrayBufferView): void {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  const whole = byteLength >> 2;
  const words =
    byteOffset % 4 === 0
      ? new Uint32Array(buffer, byteOffset, whole)
      : new Uint32Array(bytes.slice(0, 4 * whole).buffer);
  let { one, two } = sums;
  const mix = (word: number) => {
    one = Math.imul(one ^ word, 0x01000193);
    one ^= one >>> 15;
    two = Math.imul(((two << 13) | (two >>> 19)) ^ Math.imul(word, 0xcc9e2d51), 0x1b873593);
  };
  mix(byteLength);
  for (let at = 0; at < whole; at++) mix(words[at]);
  for (let at = 4 * whole; at < byteLength; at++) mix(bytes[at]);
  Object.assign(sums, { one, two });
}

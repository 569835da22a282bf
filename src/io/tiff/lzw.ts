const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;

/**
 * Unpack LZW as TIFF has it: codes of 9 to 12 bits, the highest bit first, each width left one code early.
 *
 * @param most bytes after which it ends.
 * @returns as many bytes as there are, up to `most`; fewer where the codes are damaged.
 * @see TIFF 6.0, section 13
 */
export function unpackLzw(packed: Uint8Array, most: number): Uint8Array {
  const unpacked = new Uint8Array(most);
  // Each code is a piece of what was unpacked before: where it begins, and its length.
  const starts = new Uint32Array(MOST_CODES);
  const lengths = new Uint32Array(MOST_CODES);
  let [codes, width, used] = [END + 1, 9, 0];
  let last = -1;
  for (let bit = 0; bit + width <= 8 * packed.length && used < most; ) {
    const code = codeAt(packed, bit, width);
    bit += width;
    if (code === END) break;
    if (code === CLEAR) {
      [codes, width, last] = [END + 1, 9, -1];
      continue;
    }
    const start = used;
    if (code < CLEAR) unpacked[used++] = code;
    else {
      // The code after the last one known is the last piece and its own first byte.
      if (code > codes || (code === codes && last < 0) || code === END) break;
      const [from, length] = code === codes ? [last, used - last + 1] : [starts[code], lengths[code]];
      const end = Math.min(used + length, most);
      for (let at = from; used < end; at++) unpacked[used++] = unpacked[at];
    }
    if (last >= 0 && codes < MOST_CODES) {
      starts[codes] = last;
      lengths[codes] = start - last + 1;
      codes++;
    }
    last = start;
    if (codes >= 2 ** width - 1 && width < 12) width++;
  }
  return unpacked.subarray(0, used);
}

function codeAt(bytes: Uint8Array, bit: number, width: number): number {
  const at = bit >> 3;
  const three = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return (three >> (24 - (bit & 7) - width)) & (2 ** width - 1);
}

import type { Random } from "../../../src/core/random.ts";

/** A file with something wrong in it, and what was done to it. */
export interface Mutated {
  readonly bytes: Uint8Array;
  readonly how: string;
}

/** How far from either end structures are looked for: superblocks and footers lie there. */
const NEAR = 2000;
/** Integers at which sizes, counts and offsets go wrong. */
const EDGES = [0n, 1n, 0xffn, 0x7fffn, 0xffffn, 0x7fffffffn, 0x80000000n, 0xffffffffn, 1n << 53n, (1n << 64n) - 1n];

/** Bytes overwritten, cut off, moved, repeated or added. */
export function mutateBytes(bytes: Uint8Array, rng: Random): Mutated {
  if (bytes.length === 0) return { bytes: Uint8Array.of(rng.integer(256)), how: "a byte in an empty file" };
  const mutations = [flipped, flipped, flipped, edged, edged, edged, cut, moved, filled, grown];
  return mutations[rng.integer(mutations.length)](bytes, rng);
}

/** A place anywhere, or as often near one of the ends. */
function place(length: number, rng: Random): number {
  const near = Math.min(length, NEAR);
  const where = rng.integer(4);
  if (where === 0) return rng.integer(near);
  return where === 1 ? length - 1 - rng.integer(near) : rng.integer(length);
}

/** A stretch, short more often than long. */
function stretch(length: number, rng: Random): { from: number; to: number } {
  const from = place(length, rng);
  const span = Math.ceil(Math.min(length - from, 2 ** (rng.uniform() * 12)));
  return { from, to: from + span };
}

function flipped(bytes: Uint8Array, rng: Random): Mutated {
  const next = Uint8Array.from(bytes);
  const at = place(next.length, rng);
  // One bit, any byte, or one more or less: what is next to true passes more checks.
  const way = rng.integer(3);
  next[at] =
    way === 0 ? next[at] ^ (1 << rng.integer(8)) : way === 1 ? rng.integer(256) : next[at] + 1 - rng.integer(3);
  return { bytes: next, how: `byte ${at}: ${bytes[at]} -> ${next[at]}` };
}

function edged(bytes: Uint8Array, rng: Random): Mutated {
  const size = [1, 2, 4, 8][rng.integer(4)];
  if (bytes.length < size) return flipped(bytes, rng);
  const next = Uint8Array.from(bytes);
  let at = Math.min(place(next.length, rng), next.length - size);
  // Half of them where integers usually lie.
  if (rng.integer(2) === 0) at -= at % size;
  const edge = EDGES[rng.integer(EDGES.length)];
  const big = rng.integer(4) === 0;
  for (let k = 0; k < size; k++) next[at + (big ? size - 1 - k : k)] = Number((edge >> BigInt(8 * k)) & 0xffn);
  return { bytes: next, how: `${size} bytes at ${at}: ${edge}` };
}

function cut(bytes: Uint8Array, rng: Random): Mutated {
  const left = place(bytes.length, rng);
  return { bytes: bytes.slice(0, left), how: `cut to ${left} of ${bytes.length} bytes` };
}

function moved(bytes: Uint8Array, rng: Random): Mutated {
  const { from, to } = stretch(bytes.length, rng);
  const at = place(bytes.length, rng);
  const block = bytes.subarray(from, to);
  if (rng.integer(2) === 0) {
    const next = Uint8Array.from(bytes);
    next.set(block.subarray(0, next.length - at), at);
    return { bytes: next, how: `bytes ${from} to ${to} again over those at ${at}` };
  }
  const next = concat(bytes.subarray(0, at), block, bytes.subarray(at));
  return { bytes: next, how: `bytes ${from} to ${to} again before ${at}` };
}

function filled(bytes: Uint8Array, rng: Random): Mutated {
  const { from, to } = stretch(bytes.length, rng);
  const way = rng.integer(3);
  if (way === 2) {
    return { bytes: concat(bytes.subarray(0, from), bytes.subarray(to)), how: `bytes ${from} to ${to} left out` };
  }
  const next = Uint8Array.from(bytes).fill(way === 0 ? 0 : 255, from, to);
  return { bytes: next, how: `bytes ${from} to ${to}: ${way === 0 ? 0 : 255}` };
}

function grown(bytes: Uint8Array, rng: Random): Mutated {
  const more = Uint8Array.from({ length: 1 + rng.integer(64) }, () => rng.integer(256));
  return { bytes: concat(bytes, more), how: `${more.length} bytes more at the end` };
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

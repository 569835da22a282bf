import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A seeded stream of chance: the only source of it in the library. Same seed, same stream, on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Uniform integer in [0, size). */
  integer(size: number): number;
  /** A random order of 0 .. size - 1. */
  permutation(size: number): Uint32Array;
  /**
   * An independent stream named `label`. It depends on the seed and the labels that lead to it and not on how much
   * was drawn before, so a new consumer of chance does not disturb the others.
   */
  split(label: string | number): Random;
}

/** A stream from a seed (any safe integer). */
export function createRandom(seed: number): Random {
  return fromKey(`${seed}`);
}

function fromKey(key: string): Random {
  const generator = xoroshiro128plus(hash(key));
  let spare: number | undefined;

  const uniform = () => uniformFloat64(generator);
  const integer = (size: number) => Math.floor(uniform() * size);

  return {
    uniform,
    integer,
    // Marsaglia's polar method: two normals for each accepted pair.
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      for (;;) {
        const u = 2 * uniform() - 1;
        const v = 2 * uniform() - 1;
        const s = u * u + v * v;
        if (s >= 1 || s === 0) continue;
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * scale;
        return u * scale;
      }
    },
    // Fisher-Yates.
    permutation(size) {
      const order = new Uint32Array(size);
      for (let i = 0; i < size; i++) order[i] = i;
      for (let i = size - 1; i > 0; i--) {
        const j = integer(i + 1);
        const held = order[i];
        order[i] = order[j];
        order[j] = held;
      }
      return order;
    },
    split: (label) => fromKey(`${key}/${label}`),
  };
}

/** 32-bit FNV-1a over UTF-16 units, finished with murmur3's mixer so that near keys start far apart. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

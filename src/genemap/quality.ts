import type { Matrix } from "../data/matrix.ts";
import type { Places } from "./places.ts";

/** How close the most correlated genes lie on the map. */
export interface MapQuality {
  /** The most correlated pairs looked at: two for each gene, or all if there are fewer. */
  readonly pairs: number;
  /** Their mean distance on the map, in steps of the grid. */
  readonly distance: number;
  /** The mean distance of two genes placed at random: what `distance` would be by chance. */
  readonly random: number;
  /** distance / random: 1 is no better than chance; 1 too when there are no pairs. */
  readonly ratio: number;
}

/**
 * @param correlation [p, p]
 * @param geneAt [p] gene at each place
 */
export function mapQuality(correlation: Matrix, places: Places, geneAt: Int32Array): MapQuality {
  const p = correlation.rows;
  if (p < 2) return { pairs: 0, distance: 0, random: 0, ratio: 1 };
  const all = new Float32Array((p * (p - 1)) / 2);
  let total = 0;
  for (let a = 0, at = 0; a < p; a++) {
    for (let b = 0; b < a; b++) {
      all[at++] = correlation.values[a * p + b];
      total += places.distance[a * p + b];
    }
  }
  const random = (total / all.length) * places.scale;

  const pairs = Math.min(2 * p, all.length);
  const least = valueAtRank(all, all.length - pairs);
  let sum = 0;
  let atLeast = 0;
  for (let a = 0; a < p; a++) {
    for (let b = 0; b < a; b++) {
      if (correlation.values[geneAt[a] * p + geneAt[b]] < least) continue;
      sum += places.distance[a * p + b];
      atLeast++;
    }
  }
  // Ties with the last pair are all counted.
  const distance = (sum / atLeast) * places.scale;
  return { pairs: atLeast, distance, random, ratio: distance / random };
}

/** The value that has `rank` others before it in ascending order. Only those whose leading 16 bits are its own are sorted. */
function valueAtRank(values: Float32Array, rank: number): number {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  // Of negative numbers all bits are turned round, of others the sign alone: then they sort as whole numbers do.
  const bucketOf = (e: number) => (bits[e] >>> 31 === 0 ? bits[e] ^ 0x80000000 : ~bits[e]) >>> 16;
  const sizes = new Uint32Array(1 << 16);
  for (let e = 0; e < bits.length; e++) sizes[bucketOf(e)]++;
  let before = 0;
  let bucket = 0;
  while (before + sizes[bucket] <= rank) before += sizes[bucket++];
  return values.filter((_, e) => bucketOf(e) === bucket).sort()[rank - before];
}

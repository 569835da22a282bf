import type { Random } from "../../core/random.ts";

export interface EnrichmentPeak {
  /** The running sum where it is farthest from zero. */
  readonly score: number;
  /** The rank at which it is. */
  readonly peak: number;
}

/**
 * Enrichment score of a gene set on a ranking: walking down, a hit adds its share of the magnitudes of all hits, a miss
 * subtracts 1 / misses. Hits count alike if all of them have magnitude 0.
 *
 * Clear form: the extreme of `runningScore`. Between hits the sum only falls, so it is enough to look around each hit.
 *
 * @param hits ranks of the set's genes, ascending.
 * @param magnitudes [genes] in ranked order.
 * @see Subramanian et al. (2005); fgsea and GSEApy walk the same way.
 */
export function enrichmentScore(hits: ArrayLike<number>, magnitudes: Float64Array): EnrichmentPeak {
  let total = 0;
  for (let k = 0; k < hits.length; k++) total += magnitudes[hits[k]];
  const miss = 1 / (magnitudes.length - hits.length);
  let score = 0;
  let peak = 0;
  let sum = 0;
  for (let k = 0, next = 0; k < hits.length; k++) {
    sum -= miss * (hits[k] - next);
    if (Math.abs(sum) > Math.abs(score)) {
      score = sum;
      peak = hits[k] - 1;
    }
    sum += total > 0 ? magnitudes[hits[k]] / total : 1 / hits.length;
    if (Math.abs(sum) > Math.abs(score)) {
      score = sum;
      peak = hits[k];
    }
    next = hits[k] + 1;
  }
  return { score, peak };
}

/** [genes] The running sum after each rank, for a picture. Arguments as in `enrichmentScore`. */
export function runningScore(hits: ArrayLike<number>, magnitudes: Float64Array): Float64Array {
  const running = new Float64Array(magnitudes.length).fill(-1 / (magnitudes.length - hits.length));
  let total = 0;
  for (let k = 0; k < hits.length; k++) total += magnitudes[hits[k]];
  for (let k = 0; k < hits.length; k++) running[hits[k]] = total > 0 ? magnitudes[hits[k]] / total : 1 / hits.length;
  for (let rank = 1; rank < running.length; rank++) running[rank] += running[rank - 1];
  return running;
}

/**
 * Enrichment scores of random gene sets. A permutation gives one set of every size: the genes that it draws first, so
 * the largest set is sorted once and the others are read from it.
 *
 * @param sizes ascending.
 * @returns for each size, [permutations] scores. Cost: permutations x sizes x largest size.
 */
export function nullScores(
  magnitudes: Float64Array,
  { sizes, permutations }: { readonly sizes: readonly number[]; readonly permutations: number },
  rng: Random,
): Float64Array[] {
  const n = magnitudes.length;
  const largest = sizes.at(-1) ?? 0;
  const scores = sizes.map(() => new Float64Array(permutations));
  const genes = Uint32Array.from({ length: n }, (_, g) => g);
  // Rank above draw in one double, so that the native sort carries the draw along.
  const packed = new Float64Array(largest);
  const ranks = new Uint32Array(largest);
  const draws = new Uint32Array(largest);
  const totals = new Float64Array(largest + 1);
  for (let t = 0; t < permutations; t++) {
    for (let k = 0; k < largest; k++) {
      const other = k + rng.integer(n - k);
      const drawn = genes[other];
      genes[other] = genes[k];
      genes[k] = drawn;
      packed[k] = drawn * largest + k;
      totals[k + 1] = totals[k] + magnitudes[drawn];
    }
    packed.sort();
    for (let k = 0; k < largest; k++) {
      ranks[k] = Math.floor(packed[k] / largest);
      draws[k] = packed[k] - ranks[k] * largest;
    }
    for (let s = 0; s < sizes.length; s++) {
      const size = sizes[s];
      const miss = 1 / (n - size);
      let score = 0;
      let sum = 0;
      for (let k = 0, next = 0; k < largest; k++) {
        if (draws[k] >= size) continue;
        sum -= miss * (ranks[k] - next);
        if (Math.abs(sum) > Math.abs(score)) score = sum;
        sum += totals[size] > 0 ? magnitudes[ranks[k]] / totals[size] : 1 / size;
        if (Math.abs(sum) > Math.abs(score)) score = sum;
        next = ranks[k] + 1;
      }
      scores[s][t] = score;
    }
  }
  return scores;
}

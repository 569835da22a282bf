import type { Random } from "../../core/random.ts";
import type { Sparse } from "../../data/sparse.ts";

/** Counts above it are halved by the normal limit of the binomial distribution, whose error is far below their noise. */
const exactUpTo = 64;

/**
 * Counts divided at random into two halves with independent noise: each molecule goes to either half with a chance of one
 * half. Where counts are Poisson draws, so are both halves, and what one half predicts of the other is no noise.
 *
 * @param counts whole numbers; fractions go along with the first half.
 * @see Neufeld et al. 2024, "Inference after latent variable estimation for single-cell RNA sequencing data": count splitting.
 */
export function halveCounts(counts: Sparse, rng: Random): readonly [Sparse, Sparse] {
  const first = counts.values.map((count) => halfOf(count, rng));
  const second = counts.values.map((count, e) => count - first[e]);
  return [
    { ...counts, values: first },
    { ...counts, values: second },
  ];
}

function halfOf(count: number, rng: Random): number {
  if (count > exactUpTo)
    return Math.min(count, Math.max(0, Math.round(count / 2 + (Math.sqrt(count) / 2) * rng.normal())));
  let half = count - Math.floor(count);
  for (let molecule = 1; molecule <= count; molecule++) if (rng.uniform() < 0.5) half++;
  return half;
}

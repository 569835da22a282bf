import type { Random } from "../core/random.ts";

/**
 * A mask of dropout, to be fed and multiplied with: 0 with the probability `rate`, else 1 / (1 - rate). Drawn outside of
 * the program, so that every engine drops the same entries.
 *
 * Draws how many entries are kept before the next one is dropped, which takes `rate` as many numbers as entries.
 *
 * @param length number of elements of the mask.
 * @param rate 0 up to, but not including, 1.
 * @returns [length]
 * @see Srivastava et al. 2014; torch.nn.functional.dropout.
 */
export function dropoutMask(length: number, rate: number, rng: Random): Float32Array {
  const mask = new Float32Array(length).fill(1 / (1 - rate));
  if (rate === 0) return mask;
  const perEntry = Math.log1p(-rate);
  const kept = () => Math.floor(Math.log1p(-rng.uniform()) / perEntry);
  for (let at = kept(); at < length; at += 1 + kept()) mask[at] = 0;
  return mask;
}

import type { Matrix } from "../../data/matrix.ts";
import type { KindPolicy } from "../policy.ts";

/**
 * A few items that stand for all: beginning with item 0, each further one is that which raises the weighted mean similarity
 * of all items to the nearest of the chosen ones most. Items that are nearly alike do not both stand, and none stands
 * for less than a share of the weight, so that a stray item is no centre.
 *
 * @param similarity [items, items] symmetric.
 * @param weights [items] 1 in all.
 * @returns indices, item 0 first.
 * @see Cornuejols, Fisher and Nemhauser 1977, "Location of bank accounts to optimize float": the greedy rule.
 */
export function distinctCentres(
  { rows: size, values }: Matrix,
  weights: Float64Array,
  { most, alike, leastSupport }: Pick<KindPolicy, "most" | "alike" | "leastSupport">,
): number[] {
  const centres = [0];
  const nearest = Float64Array.from({ length: size }, (_, i) => values[i]);
  while (centres.length < most) {
    let best = -1;
    let largest = 0;
    for (let c = 1; c < size; c++) {
      if (centres.some((centre) => values[c * size + centre] >= alike)) continue;
      let gain = 0;
      let support = 0;
      for (let i = 0; i < size; i++) {
        const closer = values[c * size + i] - nearest[i];
        if (closer <= 0) continue;
        gain += weights[i] * closer;
        support += weights[i];
      }
      if (support < leastSupport || gain <= largest) continue;
      largest = gain;
      best = c;
    }
    if (best < 0) break;
    centres.push(best);
    for (let i = 0; i < size; i++) nearest[i] = Math.max(nearest[i], values[best * size + i]);
  }
  return centres;
}

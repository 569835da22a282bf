import type { Matrix } from "../../data/matrix.ts";
import type { KindPolicy } from "../policy.ts";

/**
 * A few items that stand for all: beginning with the first ones, each further one is that which raises the weighted mean similarity
 * of all items to the nearest of the chosen ones most. Items that are nearly alike do not both stand, and none stands
 * for less than a share of the weight, so that an isolated item is no centre.
 *
 * @param similarity [items, items] symmetric.
 * @param weights [items] 1 in all.
 * @param given first items that stand before any other, unless one of them is alike; item 0 always does.
 * @returns indices, item 0 first.
 * @see Cornuejols, Fisher and Nemhauser 1977, "Location of bank accounts to optimize float": the greedy rule.
 */
export function distinctCentres(
  { rows: size, values }: Matrix,
  weights: Float64Array,
  { most, alike, leastSupport }: Pick<KindPolicy, "most" | "alike" | "leastSupport">,
  given = 1,
): number[] {
  const centres = [0];
  const nearest = Float64Array.from({ length: size }, (_, i) => values[i]);
  /** How much a further centre raises the similarity; undefined where it may not stand. */
  const gainOf = (c: number) => {
    if (centres.some((centre) => values[c * size + centre] >= alike)) return undefined;
    let gain = 0;
    let support = 0;
    for (let i = 0; i < size; i++) {
      const closer = values[c * size + i] - nearest[i];
      if (closer <= 0) continue;
      gain += weights[i] * closer;
      support += weights[i];
    }
    return support < leastSupport ? undefined : gain;
  };
  const add = (c: number) => {
    centres.push(c);
    for (let i = 0; i < size; i++) nearest[i] = Math.max(nearest[i], values[c * size + i]);
  };
  for (let c = 1; c < given && centres.length < most; c++) if (gainOf(c) !== undefined) add(c);
  while (centres.length < most) {
    let best = -1;
    let largest = 0;
    for (let c = given; c < size; c++) {
      const gain = gainOf(c) ?? 0;
      if (gain <= largest) continue;
      largest = gain;
      best = c;
    }
    if (best < 0) break;
    add(best);
  }
  return centres;
}

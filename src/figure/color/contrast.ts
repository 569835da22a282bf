import { contrastOf } from "./palette.ts";

/**
 * Colours handed out anew, so that groups which border on each other much differ most: pairs of groups swap colours as
 * long as that lowers the sum of border / contrast².
 *
 * @param colors [K] `#rrggbb`. Not modified.
 * @param borders [K, K] how much each group borders on each other one, symmetric; the diagonal is not read.
 * @returns [K] the same colours.
 */
export function contrastedColors(colors: readonly string[], borders: ArrayLike<number>): string[] {
  const count = colors.length;
  const cost = Float64Array.from({ length: count * count }, (_, at) => {
    const contrast = contrastOf(colors[Math.floor(at / count)], colors[at % count]);
    return 1 / (contrast + 0.02) ** 2;
  });
  const of = Array.from(colors.keys());
  /** What group `a` costs beside all others but `b`, were its colour that of `color`. */
  const beside = (a: number, b: number, color: number) => {
    let sum = 0;
    for (let other = 0; other < count; other++) {
      if (other !== a && other !== b) sum += borders[a * count + other] * cost[color * count + of[other]];
    }
    return sum;
  };
  // Each swap lowers the sum, so that it ends; the limit is for sums that differ by rounding alone.
  for (let round = 0; round < count; round++) {
    let changed = false;
    for (let a = 0; a < count; a++) {
      for (let b = a + 1; b < count; b++) {
        const before = beside(a, b, of[a]) + beside(b, a, of[b]);
        const after = beside(a, b, of[b]) + beside(b, a, of[a]);
        if (after >= before * (1 - 1e-9)) continue;
        [of[a], of[b]] = [of[b], of[a]];
        changed = true;
      }
    }
    if (!changed) break;
  }
  return of.map((color) => colors[color]);
}

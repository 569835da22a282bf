import { palette } from "./palette.ts";

/**
 * Colours for one partition so that its categories look like the categories of another that they overlap most: a
 * domain gets the colour of the annotated region that it matches. Pairs are taken greedily by overlap (Jaccard index),
 * each colour once; what is left over gets colours that are not in use yet.
 *
 * @param group [n] categories to colour, 0 to count - 1, -1 where missing.
 * @param reference [n] categories that have `colors` already, -1 where missing.
 * @returns [count] colours.
 */
export function matchColors(
  group: ArrayLike<number>,
  reference: ArrayLike<number>,
  { count, colors }: { readonly count: number; readonly colors: readonly string[] },
): string[] {
  const sizes = new Float64Array(count);
  const sizesReference = new Float64Array(colors.length);
  const both = new Float64Array(count * colors.length);
  for (let i = 0; i < group.length; i++) {
    const [a, b] = [group[i], reference[i]];
    if (a >= 0) sizes[a]++;
    if (b >= 0) sizesReference[b]++;
    if (a >= 0 && b >= 0) both[a * colors.length + b]++;
  }
  const pairs = Array.from(both, (overlap, at) => {
    const [a, b] = [Math.floor(at / colors.length), at % colors.length];
    return { a, b, overlap: overlap / (sizes[a] + sizesReference[b] - overlap) };
  }).filter(({ overlap }) => overlap > 0);
  // Array sort is stable, so that ties fall to the lower indices.
  pairs.sort((one, two) => two.overlap - one.overlap);
  const matched = new Map<number, string>();
  const used = new Set<number>();
  for (const { a, b } of pairs) {
    if (matched.has(a) || used.has(b)) continue;
    matched.set(a, colors[b]);
    used.add(b);
  }
  const spare = palette(count + colors.length).filter((color) => !colors.includes(color));
  const all = palette(count);
  return Array.from({ length: count }, (_, a) => matched.get(a) ?? spare.shift() ?? all[a]);
}

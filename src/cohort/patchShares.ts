/** Cells of a patch, about: those of a patch of training. */
export const patchCells = 256;
/** A sample has as many patches at least, or all of them, where the sketch has room for so many of each; else one. */
const fewestPatches = 8;

/**
 * How many patches of each sample a sketch holds: all where they fit, else in proportion to the square root of the cells, so
 * that one huge section does not rule.
 *
 * @param cells of each sample.
 * @param sections [samples] cells of the section of each, where some are tiles: those share what their section has.
 * @param sketchCells cells of the whole sketch, about.
 * @returns undefined for samples that are taken as a whole.
 */
export function patchShares(
  cells: readonly number[],
  sketchCells: number,
  sections: readonly number[] = cells,
): readonly (number | undefined)[] {
  const whole = cells.map((n) => Math.ceil(n / patchCells));
  if (cells.reduce((sum, n) => sum + n, 0) <= sketchCells) return cells.map(() => undefined);
  const budget = Math.floor(sketchCells / patchCells);
  const fewest = Math.max(1, Math.min(fewestPatches, Math.floor(budget / cells.length)));
  const sharesAt = (factor: number) =>
    cells.map((n, s) => {
      const part = n / sections[s];
      const least = Math.ceil(fewest * part);
      return Math.min(whole[s], Math.max(least, Math.floor(factor * Math.sqrt(sections[s]) * part)));
    });
  // More patches for a larger factor: halve the interval as often as a double has bits.
  let [low, high] = [0, budget];
  for (let round = 0; round < 64; round++) {
    const middle = (low + high) / 2;
    if (sharesAt(middle).reduce((sum, count) => sum + count, 0) <= budget) low = middle;
    else high = middle;
  }
  return sharesAt(low).map((count, s) => (count === whole[s] ? undefined : count));
}

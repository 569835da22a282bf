import type { Dataset } from "../data/dataset.ts";

/** So many cells at one place are no cells that happen to meet: a number stands for a missing position. */
const fewestStacked = 5;
const stackedShare = 0.005;
/** So many cells that share their place are the mark of coordinates that were rounded or are those of a field of view. */
const sharedShare = 0.2;

/**
 * What is suspicious in cells that lie at exactly one place: a stack of many, such as (0, 0) for cells without a position,
 * or many small ones, such as the places of fields of view given to their cells; one sentence each, none where all is well.
 */
export function samePlaces({ cells, positions: { values }, samples }: Dataset): string[] {
  const stacks = new Map<string, number>();
  for (let i = 0; i < cells.length; i++) {
    const place = `${samples?.codes[i] ?? 0} ${values[2 * i]} ${values[2 * i + 1]}`;
    stacks.set(place, (stacks.get(place) ?? 0) + 1);
  }
  let [largest, most, shared] = ["", 1, 0];
  for (const [place, size] of stacks) {
    if (size > 1) shared += size;
    if (size > most) [largest, most] = [place, size];
  }
  const at = largest.split(" ").slice(1).join(", ");
  if (shared > sharedShare * cells.length) {
    return [
      `${shared} of ${cells.length} cells share their position with others (${most} lie at ${at}): coordinates that were rounded, or of fields of view; name those of cells with --positions`,
    ];
  }
  if (most < Math.max(fewestStacked, stackedShare * cells.length)) return [];
  return [
    `${most} cells lie at one place (${at}), which may stand for a missing position; leave them out where it does`,
  ];
}

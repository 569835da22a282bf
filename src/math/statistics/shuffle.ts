import type { Random } from "../../core/random.ts";

/**
 * Shuffles labels among the cells of each stratum, again and again: the null of a permutation test.
 *
 * @param labels [n]; not modified. A negative label is no label: that cell keeps it and takes no part.
 * @param strata [n] labels move within a stratum only; all cells are one if absent.
 * @returns a function that gives the next shuffled labels [n], always in the same array.
 */
export function labelShuffler(labels: Int32Array, strata: Int32Array | undefined, rng: Random): () => Int32Array {
  const members = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] < 0) continue;
    const stratum = strata?.[i] ?? 0;
    const cells = members.get(stratum);
    if (cells) cells.push(i);
    else members.set(stratum, [i]);
  }
  const groups = Array.from(members.values(), (cells) => Uint32Array.from(cells));
  const shuffled = labels.slice();
  return () => {
    for (const cells of groups) {
      for (let k = cells.length - 1; k > 0; k--) {
        const other = cells[rng.integer(k + 1)];
        const held = shuffled[cells[k]];
        shuffled[cells[k]] = shuffled[other];
        shuffled[other] = held;
      }
    }
    return shuffled;
  };
}

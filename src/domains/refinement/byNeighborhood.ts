import { emptyClusters } from "../../cluster/partition.ts";
import { expectShape } from "../../core/errors.ts";
import type { Refinement } from "./refinement.ts";

/** A cell and its neighbours. */
export interface Neighborhood {
  /** Label of the cell. */
  readonly own: number;
  /** Labels of its neighbours, nearest first; none for a rule that reads counts alone. */
  readonly around: readonly number[];
  /** [labels] how many of the neighbours have each label. */
  readonly counts: Float64Array;
}

/**
 * The refinement that gives each cell the label that a rule finds in its neighbourhood, all at once.
 *
 * The number of domains is kept: a domain that would lose its last cell keeps those of its cells that have the most
 * neighbours of it.
 *
 * @param name for errors.
 * @param labelOf is handed the same object for each cell, and may change its counts.
 * @param countsAlone the rule reads no more than its own label and the counts.
 */
export function byNeighborhood(
  name: string,
  labelOf: (neighborhood: Neighborhood) => number,
  { countsAlone = false }: { readonly countsAlone?: boolean } = {},
): Refinement {
  return (labels, neighbors, count) => {
    const n = labels.length;
    if (n === 0 || neighbors.length === 0) return labels.slice();
    const r = Math.ceil(neighbors.length / n);
    expectShape(`${name}: neighbors`, [neighbors.length / r], { cells: n });
    // Bytes where they suffice: neighbours lie anywhere in the array, and a smaller one fits the cache.
    const codes = count <= 256 ? Uint8Array.from(labels) : labels;
    const counts = new Float64Array(count);
    const around: number[] = [];
    const neighborhood = { own: 0, around, counts };
    const visit = (i: number): Neighborhood => {
      neighborhood.own = labels[i];
      for (let k = 0; k < count; k++) counts[k] = 0;
      const [first, end] = [i * r, (i + 1) * r];
      for (let e = first; e < end; e++) if (neighbors[e] >= 0) counts[codes[neighbors[e]]]++;
      if (countsAlone) return neighborhood;
      around.length = 0;
      for (let e = first; e < end; e++) if (neighbors[e] >= 0) around.push(codes[neighbors[e]]);
      return neighborhood;
    };
    const refined = new Int32Array(n);
    for (let i = 0; i < n; i++) refined[i] = labelOf(visit(i));
    const strength = (i: number) => visit(i).counts[labels[i]];
    // A rescued cell returns to the domain that it came from, so no rescue undoes another: at most `count` passes.
    for (let empty = emptyClusters(refined, count); empty.length > 0; empty = emptyClusters(refined, count)) {
      for (const label of empty) rescueInto(refined, labels, label, strength);
    }
    return refined;
  };
}

/** Give a domain back those of its cells in whose neighbourhood it is strongest. */
function rescueInto(refined: Int32Array, labels: Int32Array, label: number, strength: (i: number) => number): void {
  let most = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === label) most = Math.max(most, strength(i));
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === label && strength(i) === most) refined[i] = label;
  }
}

/** The label that most have; the lowest of equals. */
export function mostFrequent(counts: Float64Array): number {
  let best = 0;
  for (let k = 1; k < counts.length; k++) if (counts[k] > counts[best]) best = k;
  return best;
}

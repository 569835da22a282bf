import type { Random } from "../../core/random.ts";
import type { Ensemble } from "./ensemble.ts";
import { gaussianTo } from "./gaussian.ts";
import type { KernelPolicy, NextPolicy } from "./policy.ts";

/** A cell whose label would decide many disputed ones. */
export interface Suggestion {
  readonly cell: number;
  /** Domains that dispute it, the likelier first; the same twice where there is one only. */
  readonly between: readonly [number, number];
  /** How disputed the cell is: 1 less the margin between the two. */
  readonly dispute: number;
}

/**
 * Cells to label next: each time the one for which the disputes of all cells, weighted by their likeness to it, are largest; they
 * count less from then on by as much. So a suggested cell stands for many, and is not one of a few odd ones
 * at a boundary, where the annotation may differ as well; and suggestions spread over kinds of cells and over the tissue.
 *
 * @param shares [n, classes] probabilities of the domains.
 * @param hinted cells with a label.
 * @see Settles and Craven 2008, "An analysis of active learning strategies for sequence labeling tasks": information density.
 */
export function labelNext(
  ensemble: Ensemble,
  shares: Float32Array,
  hinted: Uint32Array,
  { count, policy, kernel }: { readonly count: number; readonly policy: NextPolicy; readonly kernel: KernelPolicy },
  rng: Random,
): Suggestion[] {
  const { near, cells: n } = ensemble;
  const classes = shares.length / n;
  const candidates = rng.permutation(n).slice(0, policy.candidates).sort();
  const ranking = Array.from(candidates, (cell) => rankedOf(shares, classes, cell));
  const disputes = Float64Array.from(ranking, ({ dispute }) => dispute + policy.undisputed);
  const blocked = new Uint8Array(n);
  const r = near.length / n;
  const block = (cell: number) => {
    blocked[cell] = 1;
    for (let e = cell * r; e < cell * r + Math.min(r, policy.apart) && near[e] >= 0; e++) blocked[near[e]] = 1;
  };
  hinted.forEach(block);
  const likeness = likenessOf(ensemble, candidates, kernel);
  const m = candidates.length;
  const value = new Float64Array(m);
  for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) value[a] += likeness[a * m + b] * disputes[b];
  const suggestions: Suggestion[] = [];
  while (suggestions.length < count) {
    let best = -1;
    candidates.forEach((cell, at) => {
      if (!blocked[cell] && (best < 0 || value[at] > value[best])) best = at;
    });
    if (best < 0) break;
    suggestions.push({ cell: candidates[best], ...ranking[best] });
    block(candidates[best]);
    for (let b = 0; b < m; b++) {
      const less = disputes[b] * likeness[best * m + b];
      if (less === 0) continue;
      disputes[b] -= less;
      for (let a = 0; a < m; a++) value[a] -= likeness[a * m + b] * less;
    }
  }
  return suggestions;
}

/** [m, m] share of the partitions that put two cells together, times a factor that falls with their distance in the tissue; 0 to 1. */
function likenessOf(
  { members, positions, sections }: Ensemble,
  cells: Uint32Array,
  { nearWeight, reach }: KernelPolicy,
): Float32Array {
  const m = cells.length;
  const likeness = new Float32Array(m * m);
  const own = new Uint16Array(m);
  const labellings = members.flatMap(({ raw, refined }) => [raw, refined]);
  for (const labels of labellings) {
    cells.forEach((cell, a) => {
      own[a] = labels[cell];
    });
    for (let a = 0; a < m; a++) {
      for (let b = 0, at = a * m; b < m; b++, at++) if (own[a] === own[b]) likeness[at] += 1 / labellings.length;
    }
  }
  const places = { rows: positions.rows, stride: positions.columns, used: positions.columns, values: positions.values };
  const distance = gaussianTo(places, cells, reach, sections);
  const nearness = new Float64Array(m);
  cells.forEach((cell, a) => {
    distance(cell, nearness);
    for (let b = 0; b < m; b++) {
      const isNear = sections && sections[cells[b]] !== sections[cell] ? 0 : nearness[b];
      likeness[a * m + b] *= 1 - nearWeight + nearWeight * isNear;
    }
  });
  return likeness;
}

/** The two likeliest domains of a cell, and how near they come. */
function rankedOf(shares: Float32Array, classes: number, cell: number): Pick<Suggestion, "between" | "dispute"> {
  const row = shares.subarray(cell * classes, (cell + 1) * classes);
  let first = 0;
  for (let k = 1; k < classes; k++) if (row[k] > row[first]) first = k;
  let second = first === 0 && classes > 1 ? 1 : 0;
  for (let k = 0; k < classes; k++) if (k !== first && row[k] > row[second]) second = k;
  return { between: [first, second], dispute: first === second ? 0 : Math.max(0, 1 - (row[first] - row[second])) };
}

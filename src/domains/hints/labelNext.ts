import type { Random } from "../../core/random.ts";
import type { Ensemble } from "./ensemble.ts";
import type { NextPolicy } from "./policy.ts";

/** A cell whose domain is disputed. */
export interface Suggestion {
  readonly cell: number;
  /** Domains that dispute it, the likelier first; the same twice where there is one only. */
  readonly between: readonly [number, number];
  /** How disputed the cell is: 1 less the margin between the two. */
  readonly dispute: number;
}

/**
 * Cells to label next: each time the most disputed one; what the ensemble puts together with it counts less from then on, so that
 * the suggestions spread over kinds of cells and over the tissue.
 *
 * @param shares [n, classes] probabilities of the domains.
 * @param hinted cells with a label.
 */
export function labelNext(
  ensemble: Ensemble,
  shares: Float32Array,
  hinted: Uint32Array,
  { count, policy }: { readonly count: number; readonly policy: NextPolicy },
  rng: Random,
): Suggestion[] {
  const { members, near, cells: n } = ensemble;
  const classes = shares.length / n;
  const candidates = rng.permutation(n).slice(0, policy.candidates).sort();
  const ranking = Array.from(candidates, (cell) => rankedOf(shares, classes, cell));
  const disputes = Float64Array.from(ranking, ({ dispute }) => dispute);
  const blocked = new Uint8Array(n);
  const r = near.length / n;
  const block = (cell: number) => {
    blocked[cell] = 1;
    for (let e = cell * r; e < cell * r + Math.min(r, policy.apart) && near[e] >= 0; e++) blocked[near[e]] = 1;
  };
  hinted.forEach(block);
  const labellings = members.flatMap(({ raw, refined }) => [raw, refined]);
  const suggestions: Suggestion[] = [];
  while (suggestions.length < count) {
    let best = -1;
    candidates.forEach((cell, at) => {
      if (!blocked[cell] && (best < 0 || disputes[at] > disputes[best])) best = at;
    });
    if (best < 0) break;
    const chosen = candidates[best];
    suggestions.push({ cell: chosen, ...ranking[best] });
    block(chosen);
    candidates.forEach((cell, at) => {
      let together = 0;
      for (const labels of labellings) if (labels[cell] === labels[chosen]) together++;
      disputes[at] *= 1 - together / labellings.length;
    });
  }
  return suggestions;
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

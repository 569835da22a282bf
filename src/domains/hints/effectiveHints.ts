import type { Ensemble } from "./ensemble.ts";
import type { HintedCells } from "./kernel.ts";

/**
 * How many independent hints there are: cells that touch say nearly the same, so that a patch of s touching cells of one class
 * counts 1 + log10 s.
 *
 * @param touching how many of the nearest cells touch a cell.
 */
export function effectiveHints(
  { near, cells: n }: Pick<Ensemble, "near" | "cells">,
  { cells, codes }: HintedCells,
  touching: number,
): number {
  const r = near.length / n;
  const hintOf = new Map(Array.from(cells, (cell, h) => [cell, h] as const));
  const joined: number[][] = Array.from(cells, () => []);
  cells.forEach((cell, h) => {
    for (let e = cell * r; e < cell * r + Math.min(r, touching) && near[e] >= 0; e++) {
      const other = hintOf.get(near[e]);
      if (other === undefined || codes[other] !== codes[h]) continue;
      joined[h].push(other);
      joined[other].push(h);
    }
  });
  const seen = new Uint8Array(cells.length);
  let count = 0;
  for (let h = 0; h < cells.length; h++) {
    if (seen[h]) continue;
    seen[h] = 1;
    const patch = [h];
    for (const member of patch) {
      for (const other of joined[member]) {
        if (seen[other]) continue;
        seen[other] = 1;
        patch.push(other);
      }
    }
    count += 1 + Math.log10(patch.length);
  }
  return count;
}

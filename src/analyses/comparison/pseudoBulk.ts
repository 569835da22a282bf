import { expectShape } from "../../core/errors.ts";
import type { Sparse } from "../../data/sparse.ts";
import type { CategoryColumn } from "../../data/table.ts";

/** Counts of the cells of each sample together. */
export interface PseudoBulk {
  /** [samples, p] */
  readonly counts: Float64Array;
  /** [samples] cells that were summed. */
  readonly cells: Uint32Array;
}

/**
 * Sum the counts of the chosen cells of each sample.
 *
 * @param counts [n, p] raw counts.
 * @param samples [n]; cells of no sample are left out.
 * @param chosen which cells to sum; all by default.
 * @throws bad-shape when the sizes differ. Cost: one visit of each entry chosen.
 */
export function pseudoBulk(
  counts: Sparse,
  samples: CategoryColumn,
  chosen: (cell: number) => boolean = () => true,
): PseudoBulk {
  const { rows: n, columns: p, starts, indices, values } = counts;
  expectShape("samples", [samples.codes.length], { cells: n });
  const sums = new Float64Array(samples.categories.length * p);
  const cells = new Uint32Array(samples.categories.length);
  for (let i = 0; i < n; i++) {
    const s = samples.codes[i];
    if (s < 0 || !chosen(i)) continue;
    cells[s]++;
    for (let e = starts[i]; e < starts[i + 1]; e++) sums[s * p + indices[e]] += values[e];
  }
  return { counts: sums, cells };
}

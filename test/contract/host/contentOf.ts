import type { Dataset } from "../../../src/data/dataset.ts";

/** What a data set holds, in few numbers that differ where it does. */
export function contentOf({ cells, genes, counts, positions }: Dataset): unknown {
  const weighted = (values: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum = (sum * 31 + (values[i] ?? 0)) % 1_000_003;
    return sum;
  };
  return {
    shape: [cells.length, genes.length, counts.values.length],
    ends: [cells[0], cells.at(-1), genes[0], genes.at(-1)],
    counts: weighted(counts.values),
    indices: weighted(counts.indices),
    positions: weighted(positions.values),
  };
}

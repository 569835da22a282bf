import type { Sparse } from "../../data/sparse.ts";

/** [cells] expression of one gene. Cost: all entries; for several genes see `geneColumns`. */
export function geneColumn(expression: Sparse, gene: number): Float32Array {
  return geneColumns(expression, [gene])[0];
}

/** [genes][cells] expression of some genes, in one pass over the entries. */
export function geneColumns(
  { rows, columns, starts, indices, values }: Sparse,
  genes: readonly number[],
): Float32Array[] {
  const place = new Int32Array(columns).fill(-1);
  genes.forEach((gene, at) => {
    place[gene] = at;
  });
  const found = genes.map(() => new Float32Array(rows));
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const at = place[indices[e]];
      if (at >= 0) found[at][i] = values[e];
    }
  }
  return found;
}

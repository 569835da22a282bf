import type { Dataset } from "../../data/dataset.ts";
import { pickRows } from "../../data/pickRows.ts";
import type { Sparse } from "../../data/sparse.ts";

/** Some genes of a data set, ascending; the caller reports which were left out. */
export function pickGenes(dataset: Dataset, genes: readonly number[]): Dataset {
  const columns = new Map([...dataset.var.columns].map(([name, column]) => [name, pickRows(column, genes)]));
  return {
    ...dataset,
    genes: genes.map((gene) => dataset.genes[gene]),
    counts: pickColumns(dataset.counts, genes),
    var: { rows: genes.length, columns },
    keptGenes: {
      rows: Uint32Array.from(genes, (gene) => dataset.keptGenes?.rows[gene] ?? gene),
      of: dataset.keptGenes?.of ?? dataset.genes.length,
    },
  };
}

function pickColumns({ rows, columns, starts, indices, values }: Sparse, picked: readonly number[]): Sparse {
  const placeOf = new Int32Array(columns).fill(-1);
  for (const [place, column] of picked.entries()) placeOf[column] = place;
  let kept = 0;
  for (const column of indices) if (placeOf[column] >= 0) kept++;
  const [newStarts, newIndices, newValues] = [new Uint32Array(rows + 1), new Uint32Array(kept), new Float32Array(kept)];
  let at = 0;
  for (let i = 0; i < rows; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const place = placeOf[indices[e]];
      if (place < 0) continue;
      newIndices[at] = place;
      newValues[at++] = values[e];
    }
    newStarts[i + 1] = at;
  }
  return { rows, columns: picked.length, starts: newStarts, indices: newIndices, values: newValues };
}

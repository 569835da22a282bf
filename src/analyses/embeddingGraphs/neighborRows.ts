import type { Part } from "../../results/annDataKeys.ts";
import type { SparseRows } from "../../results/sparseKeys.ts";
import type { EmbeddingGraph } from "./made.ts";

/** Connectivities and distances as scanpy keeps them: rows of cells that were not analysed are empty. */
export function spreadNeighbors(
  { graph, neighbors }: EmbeddingGraph,
  part: Part,
): { readonly connectivities: SparseRows; readonly distances: SparseRows } {
  const { k, indices, distances } = neighbors;
  const sorted = sortRows(neighbors);
  return {
    connectivities: spreadRows({ ...graph, values: Float32Array.from(graph.weights) }, part),
    distances: spreadRows(
      {
        starts: Uint32Array.from({ length: indices.length / k + 1 }, (_, i) => i * k),
        targets: sorted.map((e) => indices[e]),
        values: Float64Array.from(sorted, (e) => distances[e]),
      },
      part,
    ),
  };
}

/** Rows and columns of analysed cells at their rows and columns among all cells. */
function spreadRows(
  {
    starts,
    targets,
    values,
  }: { readonly starts: Uint32Array; readonly targets: Uint32Array; readonly values: Float32Array | Float64Array },
  { dataset, selection: { cells } }: Part,
): SparseRows {
  const n = dataset.cells.length;
  const lengths = new Uint32Array(n + 1);
  cells.forEach((cell, i) => {
    lengths[cell + 1] = starts[i + 1] - starts[i];
  });
  for (let i = 0; i < n; i++) lengths[i + 1] += lengths[i];
  // The analysed cells ascend, so columns that ascended still do, and values keep their order.
  return { rows: n, columns: n, starts: lengths, indices: targets.map((j) => cells[j]), values };
}

/** Positions of the neighbours in the lists, within each row by index instead of by distance. */
function sortRows({ k, indices }: EmbeddingGraph["neighbors"]): Uint32Array {
  const places = Uint32Array.from(indices.keys());
  for (let at = 0; at < places.length; at += k) {
    places.subarray(at, at + k).sort((e, f) => indices[e] - indices[f]);
  }
  return places;
}

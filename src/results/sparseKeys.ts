import type { Artifacts, EmbeddingGraph } from "../run/artifacts.ts";

/** A matrix as compressed rows, columns ascending within a row. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array | Float64Array;
}

/** The cells of a file, and those that took part. */
export type Part = Pick<Artifacts, "dataset" | "selection">;

/** Connectivities and distances as scanpy keeps them: rows of cells that took no part are empty. */
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

/** A small dense matrix without its zeros. */
export function compressed(size: number, dense: Float64Array): SparseRows {
  const starts = new Uint32Array(size + 1);
  const indices: number[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (dense[i * size + j] !== 0) indices.push(i * size + j);
    starts[i + 1] = indices.length;
  }
  return {
    rows: size,
    columns: size,
    starts,
    indices: Uint32Array.from(indices, (at) => at % size),
    values: Float64Array.from(indices, (at) => dense[at]),
  };
}

/** Rows and columns of analysed cells at their places among all cells. */
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

/** Places of the neighbours, by index within each row in place of by distance. */
function sortRows({ k, indices }: EmbeddingGraph["neighbors"]): Uint32Array {
  const places = Uint32Array.from(indices.keys());
  for (let at = 0; at < places.length; at += k) {
    places.subarray(at, at + k).sort((e, f) => indices[e] - indices[f]);
  }
  return places;
}

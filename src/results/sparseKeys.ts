/** A matrix as compressed rows, columns ascending within a row. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  readonly starts: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array | Float64Array;
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

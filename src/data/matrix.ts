/** Dense row-major rows: embeddings, positions, scaled expression. Element (i, j) is `values[i * columns + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns] */
  readonly values: Float32Array | Float64Array;
}

/** Compressed sparse rows, cells x genes: counts and expression. Columns ascend within a row and occur once. */
export interface Sparse {
  readonly rows: number;
  readonly columns: number;
  /** [rows + 1] entries of row i are `starts[i] .. starts[i + 1]`. */
  readonly starts: Uint32Array;
  /** [entries] column of each. */
  readonly indices: Uint32Array;
  /** [entries] value of each. */
  readonly values: Float32Array;
}

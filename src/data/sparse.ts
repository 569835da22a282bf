/** Compressed sparse rows, cells x genes: counts and expression. Columns ascend within a row and occur once. */
export interface Sparse {
  readonly rows: number;
  readonly columns: number;
  /** Entries of row i are `starts[i] .. starts[i + 1]`; rows + 1 offsets. */
  readonly starts: Uint32Array;
  /** Column of each entry. */
  readonly indices: Uint32Array;
  /** Value of each entry. */
  readonly values: Float32Array;
}

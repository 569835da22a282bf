import type { Sparse } from "../data/sparse.ts";

/** Rows that arrive one after the other; memory grows with the values that are kept. */
export class SparseRows {
  private indices = new Uint32Array(1024);
  private values = new Float32Array(1024);
  private used = 0;
  private readonly ends: number[] = [];

  /** Add a value to the row at hand. Columns of a row ascend; zeros are left out by the caller. */
  push(column: number, value: number): void {
    if (this.used === this.indices.length) {
      const size = Math.ceil(this.used * 1.5);
      this.indices = grown(this.indices, new Uint32Array(size));
      this.values = grown(this.values, new Float32Array(size));
    }
    this.indices[this.used] = column;
    this.values[this.used++] = value;
  }

  endRow(): void {
    this.ends.push(this.used);
  }

  /** The rows so far. */
  finish(columns: number): Sparse {
    const starts = new Uint32Array(this.ends.length + 1);
    starts.set(this.ends, 1);
    const { used } = this;
    return {
      rows: this.ends.length,
      columns,
      starts,
      indices: this.indices.slice(0, used),
      values: this.values.slice(0, used),
    };
  }
}

/** Entries of a matrix in any order; those of one row and column are summed when the matrix is made. */
export class SparseEntries {
  private rows = new Uint32Array(1024);
  private columns = new Uint32Array(1024);
  private values = new Float32Array(1024);
  private used = 0;

  get length(): number {
    return this.used;
  }

  push(row: number, column: number, value: number): void {
    if (this.used === this.rows.length) {
      const size = Math.ceil(this.used * 1.5);
      this.rows = grown(this.rows, new Uint32Array(size));
      this.columns = grown(this.columns, new Uint32Array(size));
      this.values = grown(this.values, new Float32Array(size));
    }
    this.rows[this.used] = row;
    this.columns[this.used] = column;
    this.values[this.used++] = value;
  }

  /**
   * The entries as rows, in the order in which they came: a counting sort.
   *
   * @param renumber [rows before] new number of each row; -1 leaves the row out.
   */
  finish(rows: number, columns: number, renumber?: Int32Array): Sparse {
    const starts = new Uint32Array(rows + 1);
    const rowOf = (e: number) => (renumber ? renumber[this.rows[e]] : this.rows[e]);
    for (let e = 0; e < this.used; e++) if (rowOf(e) >= 0) starts[rowOf(e) + 1]++;
    for (let i = 0; i < rows; i++) starts[i + 1] += starts[i];
    const next = starts.slice(0, rows);
    const indices = new Uint32Array(starts[rows]);
    const values = new Float32Array(starts[rows]);
    for (let e = 0; e < this.used; e++) {
      const row = rowOf(e);
      if (row < 0) continue;
      indices[next[row]] = this.columns[e];
      values[next[row]++] = this.values[e];
    }
    return { rows, columns, starts, indices, values };
  }
}

function grown<T extends Uint32Array | Float32Array>(old: T, bigger: T): T {
  bigger.set(old);
  return bigger;
}

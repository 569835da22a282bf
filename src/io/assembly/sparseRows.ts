import type { Sparse } from "../../data/sparse.ts";
import { grown } from "../bytes/grown.ts";
import { tidyRows } from "./tidyRows.ts";

/** Entries are summed only when there are this many: about 50 MB. */
const SUMMED_FROM = 1 << 22;

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

/** Entries of a matrix in any order. */
export class SparseEntries {
  private readonly summing: boolean;
  private rows = new Uint32Array(1024);
  private columns = new Uint32Array(1024);
  private values = new Float32Array(1024);
  private used = 0;

  /**
   * @param summing whether many entries have a row and a column in common and may be summed at any time: memory then grows
   * with the places that are taken, not with the entries.
   */
  constructor({ summing = false } = {}) {
    this.summing = summing;
  }

  push(row: number, column: number, value: number): void {
    if (this.used === this.rows.length) this.makeRoom();
    this.rows[this.used] = row;
    this.columns[this.used] = column;
    this.values[this.used++] = value;
  }

  private makeRoom(): void {
    if (this.summing && this.used >= SUMMED_FROM) {
      this.sum();
      // Sums that freed little would be made again soon.
      if (2 * this.used <= this.rows.length) return;
    }
    const size = Math.ceil(this.rows.length * 1.5);
    this.rows = grown(this.rows, new Uint32Array(size));
    this.columns = grown(this.columns, new Uint32Array(size));
    this.values = grown(this.values, new Float32Array(size));
  }

  /** Put one entry in the place of all that have its row and column. */
  private sum(): void {
    let most = 0;
    for (let e = 0; e < this.used; e++) if (this.rows[e] > most) most = this.rows[e];
    const { matrix } = tidyRows(this.finish(most + 1, 0));
    this.used = matrix.values.length;
    this.columns.set(matrix.indices);
    this.values.set(matrix.values);
    for (let i = 0; i <= most; i++) this.rows.fill(i, matrix.starts[i], matrix.starts[i + 1]);
  }

  /** The entries as rows, those of a row in the order in which they came: a counting sort. */
  finish(rows: number, columns: number): Sparse {
    const starts = new Uint32Array(rows + 1);
    for (let e = 0; e < this.used; e++) starts[this.rows[e] + 1]++;
    for (let i = 0; i < rows; i++) starts[i + 1] += starts[i];
    const next = starts.slice(0, rows);
    const indices = new Uint32Array(starts[rows]);
    const values = new Float32Array(starts[rows]);
    for (let e = 0; e < this.used; e++) {
      const row = this.rows[e];
      indices[next[row]] = this.columns[e];
      values[next[row]++] = this.values[e];
    }
    return { rows, columns, starts, indices, values };
  }
}

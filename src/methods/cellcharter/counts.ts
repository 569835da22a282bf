import type { Random } from "../../core/random.ts";
import type { Sparse } from "../../data/sparse.ts";
import { logGamma } from "../../math/statistics/specialFunctions.ts";
import { denseExpression } from "../denseExpression.ts";
import { latent } from "./sizes.ts";

type Feeds = Readonly<Record<string, Float32Array>>;

/** The cells of a tissue as programs are fed with them. */
export interface CountRows {
  readonly genes: number;
  readonly samples: number;
  /** [n] sums of counts, and of log Gamma(count + 1). */
  readonly totals: Float32Array;
  readonly factorials: Float32Array;
  /** Counts alone of some cells, and as many rows of zeros after them as it takes. */
  counts(cells: Uint32Array, rows: number): Float32Array;
  /** All that a program reads of some cells, padded in the same way. */
  feeds(cells: Uint32Array, rows: number, noise: Random): Feeds;
}

/** @param codes [n] sample of each cell, codes >= 0; undefined for one sample. */
export function countRows(counts: Sparse, codes: Int32Array | undefined): CountRows {
  const { rows: n, columns: genes, starts, values } = counts;
  const [totals, factorials] = [new Float32Array(n), new Float32Array(n)];
  for (let i = 0; i < n; i++) {
    let [total, factorial] = [0, 0];
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      total += values[e];
      factorial += logGamma(values[e] + 1);
    }
    totals[i] = total;
    factorials[i] = factorial;
  }
  const samples = codes ? codes.reduce((most, code) => Math.max(most, code), 0) + 1 : 1;
  const padded = (cells: Uint32Array, rows: number, width: number, of: (cell: number, at: number) => number) => {
    const made = new Float32Array(rows * width);
    for (const [row, cell] of cells.entries()) for (let u = 0; u < width; u++) made[row * width + u] = of(cell, u);
    return made;
  };
  const rowsOf = (cells: Uint32Array, rows: number) => {
    const dense = denseExpression(counts, cells);
    if (rows === cells.length) return dense;
    const all = new Float32Array(rows * genes);
    all.set(dense);
    return all;
  };
  return {
    ...{ genes, samples, totals, factorials, counts: rowsOf },
    feeds: (cells, rows, noise) => ({
      x: rowsOf(cells, rows),
      totals: padded(cells, rows, 1, (cell) => totals[cell]),
      factorials: padded(cells, rows, 1, (cell) => factorials[cell]),
      noise: Float32Array.from({ length: rows * latent }, () => noise.normal()),
      ...(codes && samples > 1
        ? { sample: padded(cells, rows, samples, (cell, sample) => (codes[cell] === sample ? 1 : 0)) }
        : {}),
    }),
  };
}

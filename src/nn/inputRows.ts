import { CellScapeError } from "../core/errors.ts";
import type { Matrix } from "../data/matrix.ts";

/** Input of a network made for the cells that are requested, so that no second copy of all of it is held. */
export interface InputSource {
  /** d */
  readonly columns: number;
  /** Write the rows of `cells`, times `scale`, one after the other; what follows them in `into` stays as it is. */
  fillInto(into: Float32Array, cells: ArrayLike<number>): void;
}

/** Rows of a dense matrix as the input of a network, times a factor. */
export function scaledInput({ columns: d, values }: Matrix, scale: number): InputSource {
  return {
    columns: d,
    fillInto(into, cells) {
      for (let row = 0; row < cells.length; row++) {
        const from = cells[row] * d;
        for (let u = 0; u < d; u++) into[row * d + u] = scale * values[from + u];
      }
    },
  };
}

/**
 * What the input is multiplied with so that the mean squared length of its rows is `power` (0: as it is).
 *
 * @throws bad-data for input that is not finite.
 */
export function inputScale({ rows, values }: Matrix, power: number): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  if (!Number.isFinite(squares)) {
    throw new CellScapeError("bad-data", "train: expected finite input values, got NaN or infinity");
  }
  return power === 0 || squares === 0 ? 1 : Math.sqrt((power * rows) / squares);
}

/** Euclidean length of each row; 1 for a row of zeros, which stays a row of zeros when divided. */
export function rowLengths(values: Float32Array, rows: number): Float32Array {
  const columns = values.length / rows;
  return Float32Array.from({ length: rows }, (_, i) => {
    let squares = 0;
    for (let e = i * columns; e < (i + 1) * columns; e++) squares += values[e] * values[e];
    return Math.sqrt(squares) || 1;
  });
}

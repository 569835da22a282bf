import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import { nearestNeighbors } from "../../math/neighbors/nearest.ts";

export interface TrustworthinessOptions {
  /** Neighbours on the map that are looked at, fewer than n / 2. */
  readonly neighbors?: number;
  /** Look at this many cells, spread evenly over the rows, in place of all; the cost falls in proportion. */
  readonly cells?: number;
}

/**
 * How far the neighbours that a map shows are neighbours in truth: 1 - 2 / (n k (2 n - 3 k - 1)) times the sum, over
 * cells i and their k neighbours j on the map, of max(0, r(i, j) - k), where r(i, j) is the rank of j among the rows
 * nearest to i, from 1. 1 is perfect, about 0.5 chance. Equal distances rank by index.
 *
 * Cost: n^2 (d + k).
 *
 * @param rows [n, d] what the map was made of
 * @param map [n, 2]
 * @throws bad-shape when the map is not [n, 2]; bad-option when neighbours are not in 1 .. n / 2.
 * @see Venna and Kaski 2001; scikit-learn `trustworthiness`.
 */
export async function trustworthiness(
  rows: Matrix,
  map: Matrix,
  { neighbors: k = 5, cells = rows.rows }: TrustworthinessOptions = {},
): Promise<number> {
  const { rows: n, columns: d, values } = rows;
  expectShape("trustworthiness: map", [map.rows, map.columns], { cells: n, axes: 2 });
  if (!Number.isInteger(k) || k < 1 || 2 * k >= n) {
    throw new CellScapeError(
      "bad-option",
      `trustworthiness: expected neighbours from 1 to below half of ${n} cells, got ${k}`,
    );
  }
  const { indices } = await nearestNeighbors(map, k);
  const squares = new Float64Array(n);
  const looked = Math.min(n, cells);
  let penalty = 0;
  for (let q = 0; q < looked; q++) {
    const i = Math.floor((q * n) / looked);
    for (let j = 0; j < n; j++) {
      let square = 0;
      for (let t = 0; t < d; t++) {
        const difference = values[i * d + t] - values[j * d + t];
        square += difference * difference;
      }
      squares[j] = square;
    }
    for (let t = i * k; t < (i + 1) * k; t++) {
      const neighbor = indices[t];
      const square = squares[neighbor];
      let rank = 1;
      for (let j = 0; j < n; j++) {
        if ((squares[j] < square || (squares[j] === square && j < neighbor)) && j !== i) rank++;
      }
      if (rank > k) penalty += rank - k;
    }
  }
  return 1 - (2 * penalty) / (looked * k * (2 * n - 3 * k - 1));
}

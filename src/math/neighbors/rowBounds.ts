import { dotBlockInto } from "../linearAlgebra/dotBlock.ts";
import type { RowLeaves } from "./rowLeaves.ts";

/** Lower bound of the squared distance between rows of two leaves: that of their boxes, and of their tails' lengths. */
export function leafSquare({ boxes, headWidth, tailRanges }: RowLeaves, i: number, j: number): number {
  let square = 0;
  let a = i * 2 * headWidth;
  let b = j * 2 * headWidth;
  for (let t = 0; t < headWidth; t++, a++, b++) {
    const gap = Math.max(boxes[a] - boxes[b + headWidth], boxes[b] - boxes[a + headWidth], 0);
    square += gap * gap;
  }
  const gap = Math.max(tailRanges[2 * i] - tailRanges[2 * j + 1], tailRanges[2 * j] - tailRanges[2 * i + 1], 0);
  return square + gap * gap;
}

/** Lower bound of the squared distance of the row at a place to the rows of a leaf. */
export function pointSquare(leaves: RowLeaves, at: number, leaf: number): number {
  const { heads, headWidth, tailLengths, boxes, tailRanges } = leaves;
  let square = 0;
  let a = at * headWidth;
  let b = leaf * 2 * headWidth;
  for (let t = 0; t < headWidth; t++, a++, b++) {
    const x = heads[a];
    const low = boxes[b];
    const high = boxes[b + headWidth];
    const gap = x < low ? low - x : x > high ? x - high : 0;
    square += gap * gap;
  }
  const x = tailLengths[at];
  const low = tailRanges[2 * leaf];
  const high = tailRanges[2 * leaf + 1];
  const gap = x < low ? low - x : x > high ? x - high : 0;
  return square + gap * gap;
}

/** Some rows of one leaf, the queries, and all rows of another. */
export interface HeadBlock {
  /** The queries are at places first + queries[0 .. asking]. */
  readonly first: number;
  readonly queries: Int32Array;
  readonly asking: number;
  readonly leaf: number;
}

/**
 * squares[q, t] = |x|^2 + |y|^2 - 2 x . y for the heads x of the queries and y of the leaf. Two queries meet four rows
 * at a time, so that six loads serve eight products; the plain code is the last loop.
 */
export function headSquaresInto(
  squares: Float64Array,
  leaves: RowLeaves,
  { first, queries, asking, leaf }: HeadBlock,
): void {
  const { heads, headWidth: width, headSquares } = leaves;
  const start = leaves.starts[leaf];
  const rows = leaves.starts[leaf + 1] - start;
  const evenAsking = asking - (asking % 2);
  const fourRows = rows - (rows % 4);
  const dots = new Float64Array(8);
  for (let q = 0; q < evenAsking; q += 2) {
    const p0 = first + queries[q];
    const p1 = first + queries[q + 1];
    const a0 = p0 * width;
    const a1 = p1 * width;
    const n0 = headSquares[p0];
    const n1 = headSquares[p1];
    const out0 = q * rows;
    const out1 = out0 + rows;
    for (let t = 0; t < fourRows; t += 4) {
      dotBlockInto(dots, heads, a0, a1, heads, (start + t) * width, width);
      const m0 = headSquares[start + t];
      const m1 = headSquares[start + t + 1];
      const m2 = headSquares[start + t + 2];
      const m3 = headSquares[start + t + 3];
      squares[out0 + t] = n0 + m0 - 2 * dots[0];
      squares[out0 + t + 1] = n0 + m1 - 2 * dots[1];
      squares[out0 + t + 2] = n0 + m2 - 2 * dots[2];
      squares[out0 + t + 3] = n0 + m3 - 2 * dots[3];
      squares[out1 + t] = n1 + m0 - 2 * dots[4];
      squares[out1 + t + 1] = n1 + m1 - 2 * dots[5];
      squares[out1 + t + 2] = n1 + m2 - 2 * dots[6];
      squares[out1 + t + 3] = n1 + m3 - 2 * dots[7];
    }
  }
  for (let q = 0; q < asking; q++) {
    const at = first + queries[q];
    for (let t = q < evenAsking ? fourRows : 0; t < rows; t++) {
      let dot = 0;
      for (let c = 0; c < width; c++) dot += heads[at * width + c] * heads[(start + t) * width + c];
      squares[q * rows + t] = headSquares[at] + headSquares[start + t] - 2 * dot;
    }
  }
}

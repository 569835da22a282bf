import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import { dotBlockInto } from "./dotBlock.ts";

/** A float64 matrix: every product is one. */
export interface Product extends Matrix {
  readonly values: Float64Array;
}

/**
 * A B in float64.
 *
 * @param a [n, m]
 * @param b [m, p]
 * @returns [n, p]
 * @throws bad-shape when the inner sizes differ.
 */
export function multiply(a: Matrix, b: Matrix): Product {
  expectInner("multiply", a.columns, b.rows);
  return product(byRow(a), byColumn(b), a.columns);
}

/**
 * A^T B in float64; half the work when both are one matrix.
 *
 * @param a [m, n]
 * @param b [m, p]
 * @returns [n, p]
 * @throws bad-shape when the numbers of rows differ.
 */
export function multiplyLeftTransposed(a: Matrix, b: Matrix): Product {
  expectInner("multiplyLeftTransposed", a.rows, b.rows);
  return product(byColumn(a), byColumn(b), a.rows);
}

/**
 * A B^T in float64; half the work when both are one matrix.
 *
 * @param a [n, m]
 * @param b [p, m]
 * @returns [n, p]
 * @throws bad-shape when the numbers of columns differ.
 */
export function multiplyRightTransposed(a: Matrix, b: Matrix): Product {
  expectInner("multiplyRightTransposed", a.columns, b.columns);
  return product(byRow(a), byRow(b), a.columns);
}

function expectInner(where: string, left: number, right: number): void {
  if (left === right) return;
  throw new CellScapeError("bad-shape", `${where}: expected equal inner sizes, got ${left} and ${right}`);
}

/** Vectors to be multiplied with one another: element t of vector i is `values[i * step + t * stride]`. */
interface Vectors {
  readonly values: Matrix["values"];
  readonly count: number;
  readonly step: number;
  readonly stride: number;
}

const byRow = (m: Matrix): Vectors => ({ values: m.values, count: m.rows, step: m.columns, stride: 1 });
const byColumn = (m: Matrix): Vectors => ({ values: m.values, count: m.columns, step: 1, stride: m.columns });

/** Block sizes that keep the panels in the second-level cache: 128 x 256 and 256 x 256 doubles. */
const aBlock = 128;
const bBlock = 256;
const depthBlock = 256;

/** Dot products of all vectors of a with all of b. */
function product(a: Vectors, b: Vectors, depth: number): Product {
  const symmetric = a.values === b.values && a.count === b.count && a.step === b.step && a.stride === b.stride;
  const values = new Float64Array(a.count * b.count);
  const aPanel = new Float64Array(Math.min(aBlock, a.count) * Math.min(depthBlock, depth));
  const bPanel = new Float64Array(Math.min(bBlock, b.count) * Math.min(depthBlock, depth));
  for (let j = 0; j < b.count; j += bBlock) {
    const width = Math.min(bBlock, b.count - j);
    for (let t = 0; t < depth; t += depthBlock) {
      const deep = Math.min(depthBlock, depth - t);
      packInto(bPanel, b, { first: j, count: width, from: t, deep });
      for (let i = symmetric ? j - (j % aBlock) : 0; i < a.count; i += aBlock) {
        const height = Math.min(aBlock, a.count - i);
        packInto(aPanel, a, { first: i, count: height, from: t, deep });
        panelProductInto(values, aPanel, bPanel, { offset: i * b.count + j, columns: b.count, height, width, deep });
      }
    }
  }
  if (symmetric) mirrorInto(values, a.count);
  return { rows: a.count, columns: b.count, values };
}

interface Panel {
  readonly first: number;
  readonly count: number;
  readonly from: number;
  readonly deep: number;
}

/** Copy elements [from, from + deep) of vectors [first, first + count) into rows of `deep` values. */
function packInto(panel: Float64Array, { values, step, stride }: Vectors, { first, count, from, deep }: Panel): void {
  if (stride === 1) {
    for (let i = 0; i < count; i++) {
      const start = (first + i) * step + from;
      for (let t = 0; t < deep; t++) panel[i * deep + t] = values[start + t];
    }
    return;
  }
  for (let t = 0; t < deep; t++) {
    const start = first * step + (from + t) * stride;
    for (let i = 0; i < count; i++) panel[i * deep + t] = values[start + i * step];
  }
}

interface Tile {
  readonly offset: number;
  readonly columns: number;
  readonly height: number;
  readonly width: number;
  readonly deep: number;
}

/**
 * out[i, j] += a[i] . b[j] over the panels. Two rows of a meet four of b at a time, see `dotBlockInto`; the
 * plain code is the last loop.
 */
function panelProductInto(out: Float64Array, a: Float64Array, b: Float64Array, tile: Tile): void {
  const { offset, columns, height, width, deep } = tile;
  const evenHeight = height - (height % 2);
  const fourWidth = width - (width % 4);
  const dots = new Float64Array(8);
  for (let i = 0; i < evenHeight; i += 2) {
    const a0 = i * deep;
    const a1 = a0 + deep;
    for (let j = 0; j < fourWidth; j += 4) {
      dotBlockInto(dots, a, a0, a1, b, j * deep, deep);
      const o = offset + i * columns + j;
      out[o] += dots[0];
      out[o + 1] += dots[1];
      out[o + 2] += dots[2];
      out[o + 3] += dots[3];
      out[o + columns] += dots[4];
      out[o + columns + 1] += dots[5];
      out[o + columns + 2] += dots[6];
      out[o + columns + 3] += dots[7];
    }
  }
  for (let i = 0; i < height; i++) {
    for (let j = i < evenHeight ? fourWidth : 0; j < width; j++) {
      let sum = 0;
      for (let t = 0; t < deep; t++) sum += a[i * deep + t] * b[j * deep + t];
      out[offset + i * columns + j] += sum;
    }
  }
}

/** Copy the lower triangle of a square matrix to the upper. */
function mirrorInto(values: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) values[j * size + i] = values[i * size + j];
  }
}

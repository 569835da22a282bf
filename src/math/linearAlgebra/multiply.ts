import { CellScapeError } from "../../core/errors.ts";
import type { Matrix } from "../../data/matrix.ts";
import { panelsOf, placeInPanel, together } from "../kernels/panelProduct.ts";

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

/** Fewer products than this are not worth room for panels. */
const fewProducts = 2 ** 14;

/** Dot products of all vectors of a with all of b. */
function product(a: Vectors, b: Vectors, depth: number): Product {
  const isSame = a.values === b.values && a.count === b.count && a.step === b.step && a.stride === b.stride;
  const values = new Float64Array(a.count * b.count);
  if (a.count * b.count * depth < fewProducts) addDotsInto(values, a, b, depth);
  else addPanelProductsInto(values, a, b, depth, isSame);
  if (isSame) mirrorInto(values, a.count);
  return { rows: a.count, columns: b.count, values };
}

/** @param isLower only the lower triangle is wanted. */
function addPanelProductsInto(values: Float64Array, a: Vectors, b: Vectors, depth: number, isLower: boolean): void {
  const size = { height: Math.min(aBlock, a.count), width: Math.min(bBlock, b.count) };
  const panels = panelsOf({ ...size, deep: Math.min(depthBlock, depth) });
  for (let j = 0; j < b.count; j += bBlock) {
    const width = Math.min(bBlock, b.count - j);
    for (let t = 0; t < depth; t += depthBlock) {
      const deep = Math.min(depthBlock, depth - t);
      packInto(panels.b, b, { first: j, count: width, from: t, deep });
      for (let i = isLower ? j - (j % aBlock) : 0; i < a.count; i += aBlock) {
        const height = Math.min(aBlock, a.count - i);
        packInto(panels.a, a, { first: i, count: height, from: t, deep });
        panels.out.fill(0);
        panels.addProducts(deep);
        for (let row = 0; row < height; row++) {
          const [to, from] = [(i + row) * b.count + j, row * panels.width];
          for (let c = 0; c < width; c++) values[to + c] += panels.out[from + c];
        }
      }
    }
  }
  panels.free();
}

/** The same in plain code. */
function addDotsInto(values: Float64Array, a: Vectors, b: Vectors, depth: number): void {
  for (let i = 0; i < a.count; i++) {
    for (let j = 0; j < b.count; j++) {
      for (let from = 0; from < depth; from += depthBlock) {
        let sum = 0;
        for (let t = from; t < Math.min(depth, from + depthBlock); t++) {
          sum += a.values[i * a.step + t * a.stride] * b.values[j * b.step + t * b.stride];
        }
        values[i * b.count + j] += sum;
      }
    }
  }
}

interface Panel {
  readonly first: number;
  readonly count: number;
  readonly from: number;
  readonly deep: number;
}

/** Copy elements [from, from + deep) of vectors [first, first + count) into a panel. */
function packInto(panel: Float64Array, { values, step, stride }: Vectors, { first, count, from, deep }: Panel): void {
  for (let i = 0; i < count; i++) {
    const to = placeInPanel(i, 0, deep);
    const start = (first + i) * step + from * stride;
    for (let t = 0; t < deep; t++) panel[to + together * t] = values[start + t * stride];
  }
}

/** Copy the lower triangle of a square matrix to the upper. */
function mirrorInto(values: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) values[j * size + i] = values[i * size + j];
  }
}

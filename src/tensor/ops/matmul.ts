import { CellScapeError } from "../../core/errors.ts";
import type { Builders } from "../builders.ts";
import type { Emitter, Op } from "../op.ts";
import { broadcastShapes, broadcastStrides, offsets, type Shape, size } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { unbroadcast } from "./arithmetic.ts";

export type MatmulAttributes = { readonly transposeA: boolean; readonly transposeB: boolean };

/** a[..., n, k] b[..., k, m] -> [..., n, m]; either may be stored with its last two axes swapped. */
export const matmulOp: Op<MatmulAttributes> = {
  name: "matmul",
  shape: ([a, b], attributes) => {
    const { n, k, m, kB } = sizes(a.shape, b.shape, attributes);
    if (k === kB) return [...broadcastShapes("matmul", a.shape.slice(0, -2), b.shape.slice(0, -2)), n, m];
    const show = (x: Tensor, swapped: boolean) => `[${x.shape.join(", ")}]${swapped ? " transposed" : ""}`;
    const got = `${show(a, attributes.transposeA)} x ${show(b, attributes.transposeB)}`;
    throw new CellScapeError("bad-shape", `matmul: expected equal inner sizes, got ${got}`);
  },
  dtype: ([a, b]) => {
    if (a.dtype === "float32" && b.dtype === "float32") return "float32";
    throw new CellScapeError("bad-shape", `matmul: expected float32 operands, got ${a.dtype} and ${b.dtype}`);
  },
  // C = AB: dA = dC B', dB = A' dC, and the same with A or B stored transposed.
  grad: ({ inputs: [a, b], attributes: { transposeA, transposeB } }, dy, t) => [
    transposeA
      ? product(b, dy, { transposeA: transposeB, transposeB: true, like: a.shape, t })
      : product(dy, b, { transposeA: false, transposeB: !transposeB, like: a.shape, t }),
    transposeB
      ? product(dy, a, { transposeA: true, transposeB: transposeA, like: b.shape, t })
      : product(a, dy, { transposeA: !transposeA, transposeB: false, like: b.shape, t }),
  ],
  onnx: ({ inputs: [a, b], shape, attributes }, names, emit) => {
    const { n, k, m } = sizes(a.shape, b.shape, attributes);
    const { transposeA, transposeB } = attributes;
    if (a.shape.length === 2 && b.shape.length === 2 && (n === 1 || m === 1)) {
      // AB = (B'A')'. The runtime cuts the rows of A anywhere between its threads and sums the last few of a piece in
      // another order, so a column as it stands would depend on the number of threads; a row is cut where it does not.
      const [row, matrix] = n === 1 && m > 1 ? names : [names[1], names[0]];
      const rowwise = n === 1 && m > 1 ? transposeB : !transposeA;
      const flat = emit.node("Reshape", [row, emit.integers([1, k])]);
      return emit.node("Reshape", [
        rowProduct(emit, flat, matrix, { length: k, count: Math.max(n, m), rowwise }),
        emit.integers(shape),
      ]);
    }
    const shapes: [Shape, Shape] = [a.shape, b.shape];
    if (m <= n || m >= fewColumns || k <= wholeSum) {
      return tallProduct(emit, names, shapes, { transposeA, transposeB, shape });
    }
    // Of more columns than rows the runtime gives each thread some columns, and cuts the sums of few columns elsewhere
    // than those of many. AB = (B'A')' has more rows than columns, and rows are summed the same wherever they are cut.
    const axes = shape.map((_, axis) => axis);
    const swap = [...axes.slice(0, -2), shape.length - 1, shape.length - 2];
    const product = tallProduct(emit, [names[1], names[0]], [b.shape, a.shape], {
      transposeA: !transposeB,
      transposeB: !transposeA,
      shape: swap.map((axis) => shape[axis]),
    });
    return emit.node("Transpose", [product], { perm: swap });
  },
  evaluate: (y, [a, b]) => {
    const [at, bt] = y.inputs;
    const { n, k, m } = sizes(at.shape, bt.shape, y.attributes);
    const batch = y.shape.slice(0, -2);
    const batchA = offsets(batch, broadcastStrides(at.shape.slice(0, -2), batch));
    const batchB = offsets(batch, broadcastStrides(bt.shape.slice(0, -2), batch));
    const [rowA, columnA] = y.attributes.transposeA ? [1, n] : [k, 1];
    const [rowB, columnB] = y.attributes.transposeB ? [1, k] : [m, 1];
    const result = new Float64Array(size(y.shape));
    for (let g = 0, at = 0; g < batchA.length; g++) {
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < m; j++) {
          let total = 0;
          for (let l = 0; l < k; l++) {
            total += a[batchA[g] * n * k + i * rowA + l * columnA] * b[batchB[g] * k * m + l * rowB + j * columnB];
          }
          result[at++] = total;
        }
      }
    }
    return result;
  },
};

/** Up to this many terms the runtime adds in one go, however many columns a thread has. */
const wholeSum = 128;
/** From this many columns on, each of 16 threads, the most that an engine has, has as many as it takes to cut sums alike. */
const fewColumns = 1280;
/** From this many rows on, each of 16 threads has two or more. */
const fewRows = 32;

/**
 * [1, length] times a matrix of `count` columns, which is stored `rowwise` when each column is a row of it. These sums
 * the runtime cuts by the number of columns that a thread has, so they come in pieces that it does not cut.
 */
function rowProduct(
  emit: Emitter,
  row: string,
  matrix: string,
  { length, count, rowwise }: { length: number; count: number; rowwise: boolean },
): string {
  if (!rowwise) return emit.node("Gemm", [row, matrix], { transA: 0, transB: 0 });
  let total: string | undefined;
  for (let start = 0; start < length; start += wholeSum) {
    const end = Math.min(length, start + wholeSum);
    const some = emit.slice(row, [1, length], [0, start], [1, end]);
    const part = emit.node("Gemm", [some, emit.slice(matrix, [count, length], [0, start], [count, end])], {
      transA: 0,
      transB: 1,
    });
    total = total === undefined ? part : emit.node("Add", [total, part]);
  }
  return total ?? row;
}

/**
 * The product with at least two rows for each thread: a single row is summed in another order than several, unless it is
 * a column as stored. Rows of zeros are added and taken away again.
 */
function tallProduct(
  emit: Emitter,
  names: readonly string[],
  [a, b]: readonly [Shape, Shape],
  { shape, ...transposed }: MatmulAttributes & { readonly shape: Shape },
): string {
  const [rows, length] = a.slice(-2);
  if (transposed.transposeA || rows >= fewRows || length <= wholeSum)
    return plainProduct(emit, names, [a, b], transposed);
  const outer = a.slice(0, -2);
  const none = a.map(() => 0);
  const more = emit.integers([...none, ...outer.map(() => 0), fewRows - rows, 0]);
  const tall: Shape = [...shape.slice(0, -2), fewRows, shape[shape.length - 1]];
  const padded = emit.node("Pad", [names[0], more]);
  const product = plainProduct(emit, [padded, names[1]], [[...outer, fewRows, length], b], transposed);
  return emit.slice(
    product,
    tall,
    tall.map(() => 0),
    shape,
  );
}

/** Gemm and FusedMatMul read a transposed operand in place; plain MatMul would need a Transpose first. */
function plainProduct(
  emit: Emitter,
  names: readonly string[],
  [a, b]: readonly [Shape, Shape],
  { transposeA, transposeB }: MatmulAttributes,
): string {
  const flags = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
  if (!transposeA && !transposeB) return emit.node("MatMul", names);
  if (a.length === 2 && b.length === 2) return emit.node("Gemm", names, flags);
  return emit.contribNode("FusedMatMul", names, flags);
}

function sizes(a: Shape, b: Shape, { transposeA, transposeB }: MatmulAttributes) {
  if (a.length < 2 || b.length < 2) {
    const got = `[${a.join(", ")}] x [${b.join(", ")}]`;
    throw new CellScapeError("bad-shape", `matmul: expected operands of two or more axes, got ${got}`);
  }
  const [rowsA, columnsA] = a.slice(-2);
  const [rowsB, columnsB] = b.slice(-2);
  const [n, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const [kB, m] = transposeB ? [columnsB, rowsB] : [rowsB, columnsB];
  return { n, k, kB, m };
}

interface ProductOptions extends MatmulAttributes {
  readonly like: Shape;
  readonly t: Builders;
}

/** a b summed over the batch axes that `like` lacks. Two full batches against one matrix become one flat product. */
function product(a: Tensor, b: Tensor, { transposeA, transposeB, like, t }: ProductOptions): Tensor {
  const flat = like.length === 2 && a.shape.length === b.shape.length && a.shape.length > 2;
  if (flat && transposeA && !transposeB && size(a.shape.slice(0, -2)) === size(b.shape.slice(0, -2))) {
    const rows = (x: Tensor) =>
      t.reshape(x, [size(x.shape) / x.shape[x.shape.length - 1], x.shape[x.shape.length - 1]]);
    return t.matmul(rows(a), rows(b), { transposeA: true });
  }
  return unbroadcast(t.matmul(a, b, { transposeA, transposeB }), like, t);
}

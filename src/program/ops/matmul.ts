import { CellScapeError } from "../../errors.ts";
import type { Builders, Op } from "../op.ts";
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
  // Gemm and FusedMatMul read a transposed operand in place; plain MatMul would need a Transpose first.
  onnx: ({ inputs: [a, b], shape, attributes }, names, emit) => {
    if (a.shape.length === 2 && shape.length === 2 && shape[1] === 1) {
      // AB = (B'A')'. The runtime cuts the rows of A anywhere between its threads and sums the last few of a piece in
      // another order, so a column as it stands would depend on the number of threads; a row is cut where it does not.
      const row = emit.node("Reshape", [names[1], emit.integers([1, size(b.shape)])]);
      const product = emit.node("Gemm", [row, names[0]], { transA: 0, transB: attributes.transposeA ? 0 : 1 });
      return emit.node("Reshape", [product, emit.integers(shape)]);
    }
    const flags = { transA: attributes.transposeA ? 1 : 0, transB: attributes.transposeB ? 1 : 0 };
    if (!attributes.transposeA && !attributes.transposeB) return emit.node("MatMul", names);
    if (a.shape.length === 2 && b.shape.length === 2) return emit.node("Gemm", names, flags);
    return emit.contribNode("FusedMatMul", names, flags);
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

import { CellScapeError } from "../../core/errors.ts";
import type { Op } from "../op.ts";

/**
 * y[i] = sum_l weights[l] e^(a_i . c_l) for a [b, d], c [m, d] and weights [m].
 *
 * The same as a product, exp and a product, but its gradient scales rows of a and c instead of all b x m exponentials:
 * two passes fewer over the largest array of a contrastive loss.
 */
export const expSumsOp: Op = {
  name: "expSums",
  shape: ([a, c, weights]) => {
    if (
      a.shape.length === 2 &&
      c.shape.join() === [weights.shape[0], a.shape[1]].join() &&
      weights.shape.length === 1
    ) {
      return [a.shape[0]];
    }
    const got = [a, c, weights].map(({ shape }) => `[${shape.join(", ")}]`).join(", ");
    throw new CellScapeError("bad-shape", `expSums: expected [b, d], [m, d] and [m], got ${got}`);
  },
  dtype: ([a]) => a.dtype,
  // With e = exp(a c'): da = dy (e (weights c)), dc = weights (e' (dy a)), dweights = e' dy.
  grad: ({ inputs: [a, c, weights] }, dy, t) => {
    const e = t.exp(t.matmul(a, c, { transposeB: true }));
    const rows = t.reshape(dy, [a.shape[0], 1]);
    const columns = t.reshape(weights, [c.shape[0], 1]);
    return [
      t.multiply(t.matmul(e, t.multiply(c, columns)), rows),
      t.multiply(t.matmul(e, t.multiply(a, rows), { transposeA: true }), columns),
      t.reshape(t.matmul(e, rows, { transposeA: true }), weights.shape),
    ];
  },
  onnx: ({ inputs: [, c], shape }, names, emit) => {
    // As matmul and exp write it, so that the gradient shares it.
    const e = emit.node("Exp", [emit.node("Gemm", [names[0], names[1]], { transA: 0, transB: 1 })]);
    // As a row times rows: see matmul.
    const row = emit.node("Reshape", [names[2], emit.integers([1, c.shape[0]])]);
    return emit.node("Reshape", [emit.node("Gemm", [row, e], { transA: 0, transB: 1 }), emit.integers(shape)]);
  },
  evaluate: ({ inputs: [at, ct] }, [a, c, weights]) => {
    const [b, d] = at.shape;
    const result = new Float64Array(b);
    for (let i = 0; i < b; i++) {
      for (let l = 0; l < ct.shape[0]; l++) {
        let dot = 0;
        for (let u = 0; u < d; u++) dot += a[i * d + u] * c[l * d + u];
        result[i] += weights[l] * Math.exp(dot);
      }
    }
    return result;
  },
};

import { CellScapeError } from "../../errors.ts";
import { type Op, pick } from "../op.ts";
import { size } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/**
 * Rows x[index]. A third operand, `users[n, r]`, makes it differentiable: users[j] lists the flat positions in
 * `index` that name row j, so that the gradient is a gather too, never a scatter. Lists that are shorter than r are
 * filled with size(index), which stands for a row of zeros; `complete` promises that there are none.
 */
export const gatherRowsOp: Op<{ readonly complete: boolean }> = {
  name: "gatherRows",
  shape: ([x, index, users]) => {
    const show = (t: Tensor) => `${t.dtype}[${t.shape.join(", ")}]`;
    const got = [x, index, users].flatMap((t) => (t ? [show(t)] : [])).join(", ");
    if (x.shape.length < 1 || index.dtype !== "int32") {
      throw new CellScapeError("bad-shape", `gatherRows: expected rows and an int32 index, got ${got}`);
    }
    if (users && (users.dtype !== "int32" || users.shape.length !== 2 || users.shape[0] !== x.shape[0])) {
      throw new CellScapeError("bad-shape", `gatherRows: expected an int32 list of users per row, got ${got}`);
    }
    return [...index.shape, ...x.shape.slice(1)];
  },
  dtype: ([x]) => x.dtype,
  grad: ({ inputs: [x, index, users], attributes: { complete } }, dy, t) => {
    if (!users) {
      const wanted = "an index whose inverse is known (takeRows, gatherNeighbors, or the users of each row)";
      throw new CellScapeError("unsupported", `gradients: expected ${wanted}, got gatherRows without one`);
    }
    const row = x.shape.slice(1);
    const rows = t.reshape(dy, [size(index.shape), ...row]);
    const source = complete ? rows : t.concat([rows, t.fill(0, [1, ...row])], 0);
    return [t.sum(t.gatherRows(source, users), [1]), undefined, undefined];
  },
  onnx: (_, [x, index], emit) => emit.node("Gather", [x, index], { axis: 0 }),
  evaluate: ({ inputs: [a], shape }, [x, index]) => {
    const width = size(a.shape.slice(1));
    const result = new Float64Array(size(shape));
    index.forEach((row, i) => {
      checkRow("gatherRows", row, a.shape[0]);
      result.set(x.subarray(row * width, (row + 1) * width), i * width);
    });
    return result;
  },
};

/**
 * Weighted sum over neighbours, per head: y[i, h] = sum_k weights[i, h, k] x[index[i, h, k]].
 *
 * Operands: weights [n, heads, k]; x [n * heads, width]; index and reverse [n, heads, k], int32. Entry (i, h, k)
 * names row j = index[i, h, k] of x, and reverse[i, h, k] is the flat position of the entry of j that names (i, h).
 */
export const aggregateOp: Op = {
  name: "aggregate",
  shape: ([weights, x, index, reverse]) => {
    const shapes = [weights, index, reverse].map((t) => t.shape.join(", "));
    const [n, heads] = weights.shape;
    if (weights.shape.length === 3 && new Set(shapes).size === 1 && x.shape.length === 2 && x.shape[0] === n * heads) {
      return x.shape;
    }
    const got = `weights [${shapes[0]}], rows [${x.shape.join(", ")}], index [${shapes[1]}], reverse [${shapes[2]}]`;
    throw new CellScapeError("bad-shape", `aggregate: expected one weight per neighbour, got ${got}`);
  },
  dtype: ([, x]) => x.dtype,
  // The graph is symmetric: what flows back into row j comes from j's own neighbours, weighted as they weigh j.
  // No message of size n * heads * k * width is made but the one that the forward pass shares.
  grad: ({ inputs: [weights, x, index, reverse] }, dy, t) => {
    const [n, heads, k] = weights.shape;
    const width = x.shape[1];
    const messages = t.gatherRows(x, index);
    const dWeights = t.matmul(t.reshape(dy, [n, heads, 1, width]), messages, { transposeB: true });
    const returned = t.gatherRows(t.reshape(weights, [n * heads * k]), reverse);
    return [
      t.reshape(dWeights, weights.shape),
      t.aggregateRows(returned, dy, { index, reverse }),
      undefined,
      undefined,
    ];
  },
  onnx: ({ inputs: [weights, x] }, [weightsName, xName, index], emit) => {
    const [n, heads, k] = weights.shape;
    const messages = emit.node("Gather", [xName, index], { axis: 0 });
    const rows = emit.node("Reshape", [weightsName, emit.integers([n, heads, 1, k])]);
    return emit.node("Reshape", [emit.node("MatMul", [rows, messages]), emit.integers(x.shape)]);
  },
  evaluate: ({ inputs: [a, b], shape: [, width] }, [weights, x, index]) => {
    const k = a.shape[2];
    const result = new Float64Array(x.length);
    for (let e = 0; e < weights.length; e++) {
      checkRow("aggregate", index[e], b.shape[0]);
      const to = Math.floor(e / k) * width;
      const message = pick(
        x,
        Uint32Array.from({ length: width }, (_, u) => index[e] * width + u),
      );
      for (let u = 0; u < width; u++) result[to + u] += weights[e] * message[u];
    }
    return result;
  },
};

function checkRow(name: string, row: number, rows: number): void {
  if (row >= 0 && row < rows) return;
  throw new CellScapeError("bad-shape", `${name}: expected an index below ${rows}, got ${row}`);
}

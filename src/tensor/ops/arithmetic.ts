import { CellScapeError } from "../../core/errors.ts";
import type { Builders } from "../builders.ts";
import type { Op } from "../op.ts";
import { broadcastShapes, broadcastStrides, offsets, type Shape, sameShape, size } from "../shape.ts";
import type { DType, Tensor } from "../tensor.ts";

/** Sum `dy` over the axes that broadcasting repeated, so that it has the operand's own shape again. */
export function unbroadcast(dy: Tensor, shape: Shape, t: Builders): Tensor {
  if (sameShape(dy.shape, shape)) return dy;
  const extra = dy.shape.length - shape.length;
  const axes = dy.shape.flatMap((length, axis) =>
    axis < extra || (shape[axis - extra] === 1 && length > 1) ? [axis] : [],
  );
  return t.reshape(t.sum(dy, axes), shape);
}

/** Combine two arrays element by element under numpy's broadcasting. */
function combine(y: Tensor, [a, b]: readonly Float64Array[], f: (x: number, y: number) => number): Float64Array {
  const [at, bt] = y.inputs;
  const atA = offsets(y.shape, broadcastStrides(at.shape, y.shape));
  const atB = offsets(y.shape, broadcastStrides(bt.shape, y.shape));
  const result = new Float64Array(size(y.shape));
  for (let i = 0; i < result.length; i++) result[i] = f(a[atA[i]], b[atB[i]]);
  return result;
}

function commonType(name: string, [a, b]: readonly Tensor[]): DType {
  if (a.dtype === b.dtype && a.dtype !== "bool") return a.dtype;
  throw new CellScapeError(
    "bad-shape",
    `${name}: expected two numeric operands of one type, got ${a.dtype} and ${b.dtype}`,
  );
}

interface Binary {
  readonly name: string;
  readonly onnx: string;
  readonly f: (a: number, b: number) => number;
  /** Gradients in the shape of the result; the sum over repeated axes is taken for all of them at once. */
  readonly grad: (y: Tensor, dy: Tensor, t: Builders) => readonly (Tensor | undefined)[];
  /** Whether the second gradient has the other sign, which is given to the sum. */
  readonly opposite?: boolean;
  readonly dtype?: DType;
}

function binary({ name, onnx, f, grad, dtype, opposite = false }: Binary): Op {
  return {
    name,
    shape: ([a, b]) => broadcastShapes(name, a.shape, b.shape),
    dtype: (inputs) => {
      const common = commonType(name, inputs);
      return dtype ?? common;
    },
    grad: (y, dy, t) =>
      grad(y, dy, t).map((dx, i) => {
        const own = dx && unbroadcast(dx, y.inputs[i].shape, t);
        return own && opposite && i === 1 ? t.negate(own) : own;
      }),
    onnx: (_, inputs, emit) => emit.node(onnx, inputs),
    evaluate: (y, inputs) => combine(y, inputs, f),
  };
}

export const addOp = binary({ name: "add", onnx: "Add", f: (a, b) => a + b, grad: (_, dy) => [dy, dy] });

export const subtractOp = binary({
  name: "subtract",
  onnx: "Sub",
  f: (a, b) => a - b,
  grad: (_, dy) => [dy, dy],
  opposite: true,
});

export const multiplyOp = binary({
  name: "multiply",
  onnx: "Mul",
  f: (a, b) => a * b,
  // d(ab) = da b + a db, d(aa) = 2 a da
  grad: ({ inputs: [a, b] }, dy, t) =>
    a === b ? [t.multiply(t.multiply(dy, 2), a), undefined] : [t.multiply(dy, b), t.multiply(dy, a)],
});

export const divideOp = binary({
  name: "divide",
  onnx: "Div",
  f: (a, b) => a / b,
  // y = a / b: da = dy / b, db = -y dy / b
  grad: (y, dy, t) => {
    const da = t.divide(dy, y.inputs[1]);
    return [da, t.multiply(da, y)];
  },
  opposite: true,
});

export const minimumOp = binary({
  name: "minimum",
  onnx: "Min",
  f: Math.min,
  // A tie sends everything to b.
  grad: ({ inputs: [a, b] }, dy, t) => {
    const first = t.cast(t.greater(b, a), "float32");
    return [t.multiply(dy, first), t.multiply(dy, t.subtract(1, first))];
  },
});

export const maximumOp = binary({
  name: "maximum",
  onnx: "Max",
  f: Math.max,
  grad: ({ inputs: [a, b] }, dy, t) => {
    const first = t.cast(t.greater(a, b), "float32");
    return [t.multiply(dy, first), t.multiply(dy, t.subtract(1, first))];
  },
});

export const greaterOp = binary({
  name: "greater",
  onnx: "Greater",
  dtype: "bool",
  f: (a, b) => (a > b ? 1 : 0),
  grad: () => [undefined, undefined],
});

export const whereOp: Op = {
  name: "where",
  shape: ([condition, a, b]) => broadcastShapes("where", condition.shape, broadcastShapes("where", a.shape, b.shape)),
  dtype: ([condition, a, b]) => {
    if (condition.dtype !== "bool") {
      throw new CellScapeError("bad-shape", `where: expected a bool condition, got ${condition.dtype}`);
    }
    return commonType("where", [a, b]);
  },
  grad: ({ inputs: [condition, a, b] }, dy, t) => [
    undefined,
    unbroadcast(t.where(condition, dy, 0), a.shape, t),
    unbroadcast(t.where(condition, 0, dy), b.shape, t),
  ],
  onnx: (_, inputs, emit) => emit.node("Where", inputs),
  evaluate: (y, inputs) => {
    const [condition, a, b] = y.inputs.map((x) => offsets(y.shape, broadcastStrides(x.shape, y.shape)));
    const result = new Float64Array(size(y.shape));
    for (let i = 0; i < result.length; i++) {
      result[i] = inputs[0][condition[i]] !== 0 ? inputs[1][a[i]] : inputs[2][b[i]];
    }
    return result;
  },
};

import { CellScapeError } from "../../core/errors.ts";
import type { Builders } from "../builders.ts";
import type { Emitter, Op } from "../op.ts";
import { sameShape, size } from "../shape.ts";
import type { Attributes, DType, Tensor } from "../tensor.ts";

type NoAttributes = Readonly<Record<string, never>>;

interface Unary<A extends Attributes> {
  readonly name: string;
  readonly f: (x: number, attributes: A) => number;
  readonly onnx: (x: string, emit: Emitter, attributes: A) => string;
  readonly grad: (y: Tensor<A>, dy: Tensor, t: Builders) => Tensor | undefined;
}

/** A function of each float element on its own. */
function unary<A extends Attributes = NoAttributes>({ name, f, onnx, grad }: Unary<A>): Op<A> {
  return {
    name,
    shape: ([x]) => x.shape,
    dtype: ([x]) => {
      if (x.dtype === "float32") return x.dtype;
      throw new CellScapeError("bad-shape", `${name}: expected a float32 operand, got ${x.dtype}`);
    },
    grad: (y, dy, t) => [grad(y, dy, t)],
    onnx: ({ attributes }, [x], emit) => onnx(x, emit, attributes),
    evaluate: ({ attributes }, [x]) => x.map((value) => f(value, attributes)),
  };
}

export const negateOp = unary({
  name: "negate",
  f: (x) => -x,
  onnx: (x, emit) => emit.node("Neg", [x]),
  grad: (_, dy, t) => t.negate(dy),
});

export const expOp = unary({
  name: "exp",
  f: Math.exp,
  onnx: (x, emit) => emit.node("Exp", [x]),
  grad: (y, dy, t) => t.multiply(dy, y),
});

/** Elements that the runtime never shares out among threads. */
const onOneThread = 8192;

export const logOp: Op = {
  ...unary({
    name: "log",
    f: Math.log,
    onnx: (x, emit) => emit.node("Log", [x]),
    grad: ({ inputs: [x] }, dy, t) => t.divide(dy, x),
  }),
  // The runtime takes another logarithm for what does not fill a vector, so that where threads share the work, last digits
  // depend on their number.
  onnx: ({ inputs: [{ shape }] }, [x], emit) => {
    const length = size(shape);
    if (length <= onOneThread) return emit.node("Log", [x]);
    const flat = emit.node("Reshape", [x, emit.integers([length])]);
    const pieces: string[] = [];
    for (let start = 0; start < length; start += onOneThread) {
      const end = Math.min(length, start + onOneThread);
      pieces.push(emit.node("Log", [emit.slice(flat, [length], [start], [end])]));
    }
    return emit.node("Reshape", [emit.node("Concat", pieces, { axis: 0 }), emit.integers(shape)]);
  },
};

export const sqrtOp = unary({
  name: "sqrt",
  f: Math.sqrt,
  onnx: (x, emit) => emit.node("Sqrt", [x]),
  grad: (y, dy, t) => t.divide(t.multiply(dy, 0.5), y),
});

export const absOp = unary({
  name: "abs",
  f: Math.abs,
  onnx: (x, emit) => emit.node("Abs", [x]),
  grad: ({ inputs: [x] }, dy, t) => t.where(t.greater(x, 0), dy, t.negate(dy)),
});

/** x to a fixed power. */
export const powerOp = unary<{ readonly exponent: number }>({
  name: "power",
  f: (x, { exponent }) => x ** exponent,
  onnx: (x, emit, { exponent }) => emit.node("Pow", [x, emit.constant([exponent], [], "float32")]),
  grad: ({ inputs: [x], attributes: { exponent } }, dy, t) =>
    t.multiply(dy, t.multiply(t.power(x, exponent - 1), exponent)),
});

export const reluOp = unary({
  name: "relu",
  f: (x) => Math.max(x, 0),
  onnx: (x, emit) => emit.node("Relu", [x]),
  grad: (y, dy, t) => t.multiply(dy, t.cast(t.greater(y, 0), "float32")),
});

export const leakyReluOp = unary<{ readonly slope: number }>({
  name: "leakyRelu",
  f: (x, { slope }) => (x > 0 ? x : slope * x),
  onnx: (x, emit, { slope }) => emit.node("LeakyRelu", [x], { alpha: { float: slope } }),
  grad: ({ inputs: [x], attributes: { slope } }, dy, t) => t.multiply(dy, t.where(t.greater(x, 0), 1, slope)),
});

export const eluOp = unary({
  name: "elu",
  f: (x) => (x > 0 ? x : Math.expm1(x)),
  // The runtime's own Elu takes another exponential for what does not fill a vector, so that its last digit depends on
  // how the threads share the work.
  onnx: (x, emit) => {
    const zero = emit.constant([0], [], "float32");
    const below = emit.node("Sub", [
      emit.node("Exp", [emit.node("Min", [x, zero])]),
      emit.constant([1], [], "float32"),
    ]);
    return emit.node("Add", [emit.node("Relu", [x]), below]);
  },
  // y' = 1 above zero and e^x = y + 1 below.
  grad: (y, dy, t) => t.multiply(dy, t.add(t.minimum(y, 0), 1)),
});

export const sigmoidOp = unary({
  name: "sigmoid",
  f: (x) => 1 / (1 + Math.exp(-x)),
  onnx: (x, emit) => emit.node("Sigmoid", [x]),
  grad: (y, dy, t) => t.multiply(dy, t.multiply(y, t.subtract(1, y))),
});

export const stopGradientOp: Op = {
  name: "stopGradient",
  shape: ([x]) => x.shape,
  dtype: ([x]) => x.dtype,
  grad: () => [undefined],
  onnx: (_, [x]) => x,
  evaluate: (_, [x]) => x,
};

/** The value of the first operand, with the slopes of both; only an interpreter reads the second's value. */
export const addSlopesOp: Op = {
  name: "addSlopes",
  shape: ([x, other]) => {
    if (sameShape(x.shape, other.shape)) return x.shape;
    const got = `[${x.shape.join(", ")}] and [${other.shape.join(", ")}]`;
    throw new CellScapeError("bad-shape", `addSlopes: expected operands of one shape, got ${got}`);
  },
  dtype: ([x]) => x.dtype,
  grad: (_, dy) => [dy, dy],
  onnx: (_, [x]) => x,
  evaluate: (_, [x]) => x,
};

const onnxType = { float32: 1, int32: 6, bool: 9 } as const;

export const castOp: Op<{ readonly to: DType }> = {
  name: "cast",
  shape: ([x]) => x.shape,
  dtype: (_, { to }) => to,
  grad: () => [undefined],
  onnx: ({ attributes: { to } }, [x], emit) => emit.node("Cast", [x], { to: onnxType[to] }),
  // Towards zero, as ONNX does.
  evaluate: ({ attributes: { to } }, [x]) => {
    if (to === "float32") return x;
    return x.map(to === "int32" ? Math.trunc : (value) => (value === 0 ? 0 : 1));
  },
};

import { CellScapeError } from "../../core/errors.ts";
import { type Op, pick } from "../op.ts";
import { broadcastShapes, broadcastStrides, offsets, rowStrides, type Shape, sameShape, size } from "../shape.ts";
import { unbroadcast } from "./arithmetic.ts";

const show = (shape: Shape) => `[${shape.join(", ")}]`;

export const reshapeOp: Op<{ readonly shape: readonly number[] }> = {
  name: "reshape",
  shape: ([x], { shape }) => {
    if (size(shape) === size(x.shape)) return shape;
    throw new CellScapeError("bad-shape", `reshape: expected as many elements as ${show(x.shape)}, got ${show(shape)}`);
  },
  dtype: ([x]) => x.dtype,
  grad: ({ inputs: [x] }, dy, t) => [t.reshape(dy, x.shape)],
  onnx: ({ shape }, [x], emit) => emit.node("Reshape", [x, emit.integers(shape)]),
  evaluate: (_, [x]) => x,
};

/** Axis i of the result is axis permutation[i] of x. */
export const transposeOp: Op<{ readonly permutation: readonly number[] }> = {
  name: "transpose",
  shape: ([x], { permutation }) => {
    const sorted = permutation.toSorted((a, b) => a - b);
    if (permutation.length === x.shape.length && sorted.every((axis, i) => axis === i)) {
      return permutation.map((axis) => x.shape[axis]);
    }
    const got = `${show(permutation)} for ${show(x.shape)}`;
    throw new CellScapeError("bad-shape", `transpose: expected each axis once, got ${got}`);
  },
  dtype: ([x]) => x.dtype,
  grad: ({ attributes: { permutation } }, dy, t) => [
    t.transpose(
      dy,
      permutation.map((_, axis) => permutation.indexOf(axis)),
    ),
  ],
  onnx: ({ attributes: { permutation } }, [x], emit) => emit.node("Transpose", [x], { perm: permutation }),
  evaluate: ({ shape, inputs, attributes: { permutation } }, [x]) => {
    const strides = rowStrides(inputs[0].shape);
    return pick(
      x,
      offsets(
        shape,
        permutation.map((axis) => strides[axis]),
      ),
    );
  },
};

export const broadcastToOp: Op<{ readonly shape: readonly number[] }> = {
  name: "broadcastTo",
  shape: ([x], { shape }) => {
    if (sameShape(broadcastShapes("broadcastTo", x.shape, shape), shape)) return shape;
    const got = `${show(x.shape)} to ${show(shape)}`;
    throw new CellScapeError("bad-shape", `broadcastTo: expected a shape that holds the operand's, got ${got}`);
  },
  dtype: ([x]) => x.dtype,
  grad: ({ inputs: [x] }, dy, t) => [unbroadcast(dy, x.shape, t)],
  onnx: ({ shape }, [x], emit) => emit.node("Expand", [x, emit.integers(shape)]),
  evaluate: ({ shape, inputs: [a] }, [x]) => pick(x, offsets(shape, broadcastStrides(a.shape, shape))),
};

/** Elements start .. end - 1 along one axis. */
export const sliceOp: Op<{ readonly axis: number; readonly start: number; readonly end: number }> = {
  name: "slice",
  shape: ([x], { axis, start, end }) => {
    const length = x.shape[axis];
    if (start >= 0 && start < end && end <= length) return x.shape.with(axis, end - start);
    const got = `${start} .. ${end} of axis ${axis} of ${show(x.shape)}`;
    throw new CellScapeError("bad-shape", `slice: expected a part of the axis, got ${got}`);
  },
  dtype: ([x]) => x.dtype,
  grad: ({ inputs: [x], attributes: { axis, start, end } }, dy, t) => {
    const before = x.shape.map((_, i) => (i === axis ? start : 0));
    const after = x.shape.map((length, i) => (i === axis ? length - end : 0));
    return [t.pad(dy, before, after)];
  },
  onnx: ({ attributes: { axis, start, end } }, [x], emit) =>
    emit.node("Slice", [x, emit.integers([start]), emit.integers([end]), emit.integers([axis])]),
  evaluate: ({ shape, inputs: [a], attributes: { axis, start } }, [x]) => {
    const strides = rowStrides(a.shape);
    return pick(x, offsets(shape, strides, start * strides[axis]));
  },
};

export const concatOp: Op<{ readonly axis: number }> = {
  name: "concat",
  shape: (inputs, { axis }) => {
    const [first, ...rest] = inputs.map((x) => x.shape);
    for (const shape of rest) {
      if (shape.length === first.length && sameShape(shape.with(axis, 1), first.with(axis, 1))) continue;
      const got = `${show(first)} and ${show(shape)}`;
      throw new CellScapeError("bad-shape", `concat: expected shapes that differ in axis ${axis} only, got ${got}`);
    }
    return first.with(
      axis,
      inputs.reduce((total, x) => total + x.shape[axis], 0),
    );
  },
  dtype: (inputs) => {
    const types = new Set(inputs.map((x) => x.dtype));
    if (types.size === 1) return inputs[0].dtype;
    throw new CellScapeError("bad-shape", `concat: expected operands of one type, got ${[...types].join(" and ")}`);
  },
  grad: ({ inputs, attributes: { axis } }, dy, t) => {
    let start = 0;
    return inputs.map((x) => {
      const end = start + x.shape[axis];
      const dx = t.slice(dy, axis, { start, end });
      start = end;
      return dx;
    });
  },
  onnx: ({ attributes: { axis } }, inputs, emit) => emit.node("Concat", inputs, { axis }),
  evaluate: ({ shape, inputs, attributes: { axis } }, values) => {
    const result = new Float64Array(size(shape));
    const strides = rowStrides(shape);
    let start = 0;
    inputs.forEach((x, i) => {
      const places = offsets(x.shape, strides, start * strides[axis]);
      for (let e = 0; e < places.length; e++) result[places[e]] = values[i][e];
      start += x.shape[axis];
    });
    return result;
  },
};

/** Zeros before and after each axis. */
export const padOp: Op<{ readonly before: readonly number[]; readonly after: readonly number[] }> = {
  name: "pad",
  shape: ([x], { before, after }) => {
    const fits = (pads: readonly number[]) =>
      pads.length === x.shape.length && pads.every((count) => Number.isInteger(count) && count >= 0);
    if (fits(before) && fits(after)) return x.shape.map((length, axis) => before[axis] + length + after[axis]);
    const got = `${show(before)} and ${show(after)} for ${show(x.shape)}`;
    throw new CellScapeError("bad-shape", `pad: expected a count >= 0 per axis, got ${got}`);
  },
  dtype: ([x]) => x.dtype,
  grad: ({ inputs: [x], attributes: { before } }, dy, t) => [
    before.reduce((part, start, axis) => t.slice(part, axis, { start, end: start + x.shape[axis] }), dy),
  ],
  onnx: ({ attributes: { before, after } }, [x], emit) => emit.node("Pad", [x, emit.integers([...before, ...after])]),
  evaluate: ({ shape, inputs: [a], attributes: { before } }, [x]) => {
    const result = new Float64Array(size(shape));
    const strides = rowStrides(shape);
    const start = before.reduce((total, count, axis) => total + count * strides[axis], 0);
    const places = offsets(a.shape, strides, start);
    for (let e = 0; e < places.length; e++) result[places[e]] = x[e];
    return result;
  },
};

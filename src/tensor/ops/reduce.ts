import { CellScapeError } from "../../core/errors.ts";
import type { Builders } from "../builders.ts";
import type { Emitter, Op } from "../op.ts";
import { broadcastStrides, offsets, type Shape, size } from "../shape.ts";
import type { DType, Tensor } from "../tensor.ts";

export type ReduceAttributes = { readonly axes: readonly number[]; readonly keepDims: boolean };

/** Reduce over `axes`, visiting the elements in row-major order. */
function fold(y: Tensor<ReduceAttributes>, x: Float64Array, from: number, f: (sofar: number, value: number) => number) {
  const kept = keptShape(y.inputs[0].shape, y.attributes.axes);
  const result = new Float64Array(size(kept)).fill(from);
  const places = offsets(y.inputs[0].shape, broadcastStrides(kept, y.inputs[0].shape));
  for (let e = 0; e < x.length; e++) result[places[e]] = f(result[places[e]], x[e]);
  return result;
}

const keptShape = (shape: Shape, axes: readonly number[]) =>
  shape.map((length, axis) => (axes.includes(axis) ? 1 : length));

function reducedShape([x]: readonly Tensor[], { axes, keepDims }: ReduceAttributes): Shape {
  return keepDims ? keptShape(x.shape, axes) : x.shape.filter((_, axis) => !axes.includes(axis));
}

/** The result or its gradient with the reduced axes back in place. */
function kept(y: Tensor, { inputs: [x], attributes: { axes } }: Tensor<ReduceAttributes>, t: Builders): Tensor {
  return t.reshape(y, keptShape(x.shape, axes));
}

/** Columns whose sums fit a core's cache beside what is added: 128 kB. */
const columnsInCache = 32_768;

/** Most ones that are stored for the sum over an axis. */
const longestOnes = 1024;

/**
 * The axes of a reduction as few as can be: those of length one dropped, neighbours that share a fate joined. The
 * runtime's own reduction takes twenty times as long when axes of length one stand behind the reduced one.
 */
function merged(shape: Shape, axes: readonly number[]): { length: number; reduced: boolean }[] {
  const runs: { length: number; reduced: boolean }[] = [];
  shape.forEach((length, axis) => {
    const reduced = axes.includes(axis);
    const last = runs.at(-1);
    if (length === 1) return;
    if (last?.reduced === reduced) last.length *= length;
    else runs.push({ length, reduced });
  });
  return runs;
}

/** The sum over the middle of three axes. A middle axis is summed sooner by a product with ones. */
function sumOfAxis(emit: Emitter, x: string, [before, middle, after]: readonly number[], dtype: DType): string {
  if (dtype !== "float32" || before === 1 || after === 1) {
    // The runtime adds up all in the same order from two axes as from three, which takes a fifth of the time.
    const first = before === 1 && after > 1;
    const flat = first ? [middle, after] : before > 1 && after === 1 ? [before, middle] : [before, middle, after];
    const places = emit.integers([first ? 0 : 1]);
    const shaped = emit.node("Reshape", [x, emit.integers(flat)]);
    const sumOf = (part: string) => emit.node("ReduceSum", [part, places], { keepdims: 0 });
    if (!first || after <= 2 * columnsInCache) return sumOf(shaped);
    // The runtime adds row by row to all columns: of many columns the sums have left the cache before the next row comes.
    const parts: string[] = [];
    for (let start = 0; start < after; start += columnsInCache) {
      const end = Math.min(after, start + columnsInCache);
      parts.push(sumOf(emit.slice(shaped, [middle, after], [0, start], [middle, end])));
    }
    return emit.node("Concat", parts, { axis: 0 });
  }
  let total: string | undefined;
  for (let start = 0; start < middle; start += longestOnes) {
    const end = Math.min(middle, start + longestOnes);
    const some = emit.slice(x, [before, middle, after], [0, start, 0], [before, end, after]);
    const ones = emit.constant(new Array(end - start).fill(1), [1, end - start], "float32");
    const part = emit.node("MatMul", [ones, some]);
    total = total === undefined ? part : emit.node("Add", [total, part]);
  }
  return total ?? x;
}

export const sumOp: Op<ReduceAttributes> = {
  name: "sum",
  shape: reducedShape,
  dtype: ([x]) => x.dtype,
  grad: (y, dy, t) => [t.broadcastTo(kept(dy, y, t), y.inputs[0].shape)],
  // One axis after the other, the last one first: of two at once the runtime chooses the way, and with it the order of a
  // sum, by its number of threads.
  onnx: ({ inputs: [{ shape }], attributes: { axes }, shape: result, dtype }, [x], emit) => {
    const runs = merged(shape, axes);
    let total = x;
    for (let axis = runs.length - 1; axis >= 0; axis--) {
      if (!runs[axis].reduced) continue;
      const lengths = [runs.slice(0, axis), [runs[axis]], runs.slice(axis + 1)].map((some) =>
        some.reduce((product, { length }) => product * length, 1),
      );
      total = sumOfAxis(emit, emit.node("Reshape", [total, emit.integers(lengths)]), lengths, dtype);
      runs.splice(axis, 1);
    }
    return emit.node("Reshape", [total, emit.integers(result)]);
  },
  evaluate: (y, [x]) => fold(y, x, 0, (total, value) => total + value),
};

export const maxOp: Op<ReduceAttributes> = {
  name: "max",
  shape: reducedShape,
  dtype: ([x]) => x.dtype,
  // Equal maxima share the gradient.
  grad: (y, dy, t) => {
    const [x] = y.inputs;
    const isMax = t.subtract(1, t.cast(t.greater(kept(y, y, t), x), "float32"));
    const share = t.divide(kept(dy, y, t), t.sum(isMax, y.attributes.axes, true));
    return [t.multiply(isMax, share)];
  },
  onnx: ({ attributes: { axes, keepDims } }, [x], emit) =>
    emit.node("ReduceMax", [x, emit.integers(axes)], { keepdims: keepDims ? 1 : 0 }),
  evaluate: (y, [x]) => fold(y, x, Number.NEGATIVE_INFINITY, Math.max),
};

/** Softmax over the last axis. */
export const softmaxOp: Op = {
  name: "softmax",
  shape: ([x]) => {
    if (x.shape.length > 0) return x.shape;
    throw new CellScapeError("bad-shape", "softmax: expected a tensor with an axis, got a scalar");
  },
  dtype: ([x]) => x.dtype,
  // dx = y (dy - sum(y dy))
  grad: (y, dy, t) => [t.multiply(y, t.subtract(dy, t.sum(t.multiply(y, dy), [-1], true)))],
  onnx: (_, [x], emit) => emit.node("Softmax", [x], { axis: -1 }),
  evaluate: ({ shape }, [x]) => {
    const length = shape[shape.length - 1];
    const result = new Float64Array(x.length);
    for (let start = 0; start < x.length; start += length) {
      let largest = Number.NEGATIVE_INFINITY;
      for (let i = start; i < start + length; i++) largest = Math.max(largest, x[i]);
      let total = 0;
      for (let i = start; i < start + length; i++) total += result[i] = Math.exp(x[i] - largest);
      for (let i = start; i < start + length; i++) result[i] /= total;
    }
    return result;
  },
};

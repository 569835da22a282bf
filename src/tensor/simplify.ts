import { sameShape } from "./shape.ts";
import { constant, type Tensor } from "./tensor.ts";

// How the builders find that an op, or a part of it, is not needed.

/** A tensor, or a number that stands for a scalar of the other operand's type. */
export type Operand = Tensor | number;

/** Two operands as tensors, numbers taking the other's type, each without a repetition that the other brings anyway. */
export function pair(a: Operand, b: Operand, strip = true): [Tensor, Tensor] {
  const x = typeof a === "number" ? constant([a], [], typeof b === "number" ? "float32" : b.dtype) : a;
  const y = typeof b === "number" ? constant([b], [], x.dtype) : b;
  if (!strip) return [x, y];
  if (x.op === "broadcastTo" && brings(y, x)) return [x.inputs[0], y];
  if (y.op === "broadcastTo" && brings(x, y)) return [x, y.inputs[0]];
  return [x, y];
}

/** True when what `repeated` repeats is an axis that x has anyway, so that broadcasting them needs no copy. */
function brings(x: Tensor, repeated: Tensor): boolean {
  const { shape } = repeated;
  const source = repeated.inputs[0].shape;
  return shape.every((length, axis) => {
    const own = source[axis - shape.length + source.length] ?? 1;
    return own === length || x.shape[axis - shape.length + x.shape.length] === length;
  });
}

/** True when broadcasting x with y gives x's own shape. */
export function keeps(x: Tensor, y: Tensor): boolean {
  const extra = x.shape.length - y.shape.length;
  return extra >= 0 && y.shape.every((length, axis) => length === 1 || length === x.shape[extra + axis]);
}

/** The value that every element of x is known to have. */
export function filledWith(x: Tensor): number | undefined {
  if (x.op === "broadcastTo" || x.op === "reshape") return filledWith(x.inputs[0]);
  const { values } = x.attributes;
  if (x.op !== "constant" || !Array.isArray(values)) return undefined;
  return values.every((element) => element === values[0]) ? values[0] : undefined;
}

/** What x is the transpose of, if it swaps just its last two axes. */
export function untransposed(x: Tensor): Tensor | undefined {
  const { permutation } = x.attributes;
  if (x.op !== "transpose" || !Array.isArray(permutation)) return undefined;
  return sameShape(permutation, swapLast(permutation.length)) ? x.inputs[0] : undefined;
}

/** The permutation of axes that swaps the last two. */
export function swapLast(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis);
  return [...axes.slice(0, -2), ...axes.slice(-2).reverse()];
}

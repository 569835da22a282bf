import type { Neighbors } from "./neighborList.ts";
import type { Shape } from "./shape.ts";
import type { Operand } from "./simplify.ts";
import type { DType, Tensor } from "./tensor.ts";

/** Attributes of the gradients of `conv2d`. */
export interface SizedConv {
  readonly pad: number;
  readonly stride: number;
  readonly height: number;
  readonly width: number;
}

/** The functions of `ops.ts` that gradients are built with. */
export interface Builders {
  add(a: Operand, b: Operand): Tensor;
  subtract(a: Operand, b: Operand): Tensor;
  multiply(a: Operand, b: Operand): Tensor;
  divide(a: Operand, b: Operand): Tensor;
  minimum(a: Operand, b: Operand): Tensor;
  greater(a: Operand, b: Operand): Tensor;
  where(condition: Tensor, a: Operand, b: Operand): Tensor;
  negate(x: Tensor): Tensor;
  exp(x: Tensor): Tensor;
  power(x: Tensor, exponent: number): Tensor;
  cast(x: Tensor, to: DType): Tensor;
  matmul(a: Tensor, b: Tensor, flags?: { transposeA?: boolean; transposeB?: boolean }): Tensor;
  sum(x: Tensor, axes?: readonly number[], keepDims?: boolean): Tensor;
  reshape(x: Tensor, shape: Shape): Tensor;
  transpose(x: Tensor, permutation?: readonly number[]): Tensor;
  broadcastTo(x: Tensor, shape: Shape): Tensor;
  fill(value: number, shape: Shape, dtype?: DType): Tensor;
  slice(x: Tensor, axis: number, range?: { start?: number; end?: number }): Tensor;
  concat(parts: readonly Tensor[], axis: number): Tensor;
  pad(x: Tensor, before: readonly number[], after: readonly number[]): Tensor;
  gatherRows(x: Tensor, index: Tensor, options?: { users?: Tensor; complete?: boolean }): Tensor;
  aggregateRows(
    weights: Tensor,
    x: Tensor,
    neighbors: Neighbors,
    options?: { parts?: number; spans?: readonly number[] },
  ): Tensor;
  neighborDots(a: Tensor, x: Tensor, neighbors: Neighbors, options?: { spans?: readonly number[] }): Tensor;
  conv2d(x: Tensor, w: Tensor, options?: { pad?: number; stride?: number }): Tensor;
  convInput(dy: Tensor, w: Tensor, sizes: SizedConv): Tensor;
  convWeight(x: Tensor, dy: Tensor, sizes: SizedConv): Tensor;
}

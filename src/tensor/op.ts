import type { Builders } from "./builders.ts";
import type { Shape } from "./shape.ts";
import type { Attributes, DType, Tensor } from "./tensor.ts";

/** The definition of an op, in one record: every engine and test reads the table. */
export interface Op<A extends Attributes = Attributes> {
  readonly name: string;
  /** Shape of the result. @throws bad-shape, naming the shapes, when the operands do not fit. */
  shape(inputs: readonly Tensor[], attributes: A): Shape;
  dtype(inputs: readonly Tensor[], attributes: A): DType;
  /**
   * Given dloss/dy, dloss/dx for each input x; undefined where nothing flows. The builders are handed in, so that
   * no op imports another.
   */
  grad(y: Tensor<A>, dy: Tensor, t: Builders): readonly (Tensor | undefined)[];
  /** Write the op as ONNX nodes; `inputs` are names of values, and so is the result. */
  onnx(y: Tensor<A>, inputs: readonly string[], emit: Emitter): string;
  /** The result in float64, slowly and obviously: what every engine must agree with. Must not modify `inputs`. */
  evaluate(y: Tensor<A>, inputs: readonly Float64Array[]): Float64Array;
}

/** A whole number or a list of them, a text, or a float marked as one. */
export type OnnxAttribute = number | readonly number[] | string | { readonly float: number };

/** Takes ONNX nodes. Asked twice for the same node, it returns the first one's result. */
export interface Emitter {
  node(type: string, inputs: readonly string[], attributes?: Readonly<Record<string, OnnxAttribute>>): string;
  /** A node of ONNX Runtime's own op set (com.microsoft). */
  contribNode(type: string, inputs: readonly string[], attributes?: Readonly<Record<string, OnnxAttribute>>): string;
  /** The part of `value` from `start` to `end` along each axis; the value itself if that is all of it. */
  slice(value: string, shape: Shape, start: readonly number[], end: readonly number[]): string;
  /** A list of int64, as shapes and axes are passed. */
  integers(values: readonly number[]): string;
  constant(values: readonly number[], shape: Shape, dtype: DType): string;
}

/** A copy of `values` at `places`. */
export function pick(values: Float64Array, places: Uint32Array): Float64Array {
  const result = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) result[i] = values[places[i]];
  return result;
}

import { CellScapeError } from "../core/errors.ts";
import type { Shape } from "./shape.ts";
import { size } from "./shape.ts";

/** What an element is. Engines hold bool as one byte, 0 or 1. */
export type DType = "float32" | "int32" | "bool";

/** Settings of an op: plain values, so that a program can be printed and compared. */
export type Attributes = Readonly<Record<string, number | string | boolean | readonly number[]>>;

/**
 * One value of a tensor program: what is computed (`op`, `attributes`), from what (`inputs`), and what comes out.
 * A program is nothing but its output tensors. Tensors are immutable descriptions; only an engine holds numbers.
 */
export interface Tensor<A extends Attributes = Attributes> {
  /** A name of the op table, or `input` or `constant`. */
  readonly op: string;
  readonly inputs: readonly Tensor[];
  readonly attributes: A;
  /** Static and positive; [] is a scalar. */
  readonly shape: Shape;
  readonly dtype: DType;
}

export type InputAttributes = { readonly name: string };
export type ConstantAttributes = { readonly values: readonly number[] };

/**
 * A value that is fed at every run under `name`.
 *
 * @throws bad-shape when a size is not a positive integer.
 */
export function input(name: string, shape: Shape, dtype: DType = "float32"): Tensor<InputAttributes> {
  return createTensor("input", [], { name }, checkShape(`input ${name}`, shape), dtype);
}

/** Most elements of a constant; larger values are inputs, so that a compiled program stays small. */
const largestConstant = 65_536;

/**
 * A value that is part of the program. Row-major.
 *
 * @param values [size of the shape]
 * @throws bad-shape when `values` does not fill `shape`, or has over 65,536 elements (use `input`).
 */
export function constant(
  values: ArrayLike<number>,
  shape: Shape = [values.length],
  dtype: DType = "float32",
): Tensor<ConstantAttributes> {
  checkShape("constant", shape);
  if (values.length !== size(shape)) {
    const expected = `${size(shape)} values for shape [${shape.join(", ")}]`;
    throw new CellScapeError("bad-shape", `constant: expected ${expected}, got ${values.length}`);
  }
  if (values.length > largestConstant) {
    const expected = `at most ${largestConstant} values (feed larger ones as an input)`;
    throw new CellScapeError("bad-shape", `constant: expected ${expected}, got ${values.length}`);
  }
  return createTensor("constant", [], { values: Object.freeze(Array.from(values)) }, shape, dtype);
}

/** Freeze a tensor's parts into one. Only builders call this. */
export function createTensor<A extends Attributes>(
  op: string,
  inputs: readonly Tensor[],
  attributes: A,
  shape: Shape,
  dtype: DType,
): Tensor<A> {
  return Object.freeze({
    op,
    inputs: Object.freeze([...inputs]),
    attributes: Object.freeze(attributes),
    shape: Object.freeze([...checkShape(op, shape)]),
    dtype,
  });
}

/** Every tensor that `outputs` need, each after its inputs, in an order that depends on the program only. */
export function topological(outputs: readonly Tensor[]): Tensor[] {
  const order: Tensor[] = [];
  const seen = new Set<Tensor>();
  // A stack of our own: a program can be deeper than the call stack.
  const stack: { tensor: Tensor; next: number }[] = [];
  for (const output of outputs) {
    if (seen.has(output)) continue;
    seen.add(output);
    stack.push({ tensor: output, next: 0 });
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < top.tensor.inputs.length) {
        const child = top.tensor.inputs[top.next++];
        if (seen.has(child)) continue;
        seen.add(child);
        stack.push({ tensor: child, next: 0 });
      } else {
        order.push(top.tensor);
        stack.pop();
      }
    }
  }
  return order;
}

function checkShape(name: string, shape: Shape): Shape {
  if (shape.every((length) => Number.isInteger(length) && length > 0)) return shape;
  throw new CellScapeError("bad-shape", `${name}: expected positive sizes, got [${shape.join(", ")}]`);
}

import type { Random } from "../core/random.ts";
import { reshape, slice } from "../tensor/ops.ts";
import { type Shape, size } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** One array that training changes, by name. Weights are [inputs, outputs]. */
export interface Parameter {
  readonly name: string;
  readonly shape: Shape;
  /** Where a random start puts it. */
  readonly start: Start;
}

/** Independent normals, uniforms in [-bound, bound], or one value. */
export type Start = { readonly deviation: number } | { readonly bound: number } | { readonly value: number };

/**
 * Glorot's normal start with ReLU's gain, as GAT implementations use it: torch's xavier_normal_ with gain sqrt 2.
 *
 * @see Glorot and Bengio 2010.
 */
export function glorot(inputs: number, outputs: number): Start {
  return { deviation: Math.sqrt(2) * Math.sqrt(2 / (inputs + outputs)) };
}

/**
 * torch's xavier_uniform_ and xavier_normal_.
 *
 * @see Glorot and Bengio 2010.
 */
export function xavierUniform(inputs: number, outputs: number, gain = 1): Start {
  return { bound: gain * Math.sqrt(6 / (inputs + outputs)) };
}

/**
 * Normal weights of variance gain^2 * 2 / (inputs + outputs), as torch's `xavier_normal_`.
 *
 * @see Glorot and Bengio 2010.
 */
export function xavierNormal(inputs: number, outputs: number, gain = 1): Start {
  return { deviation: gain * Math.sqrt(2 / (inputs + outputs)) };
}

/**
 * How torch starts Linear and Conv2d: weights and biases alike.
 *
 * @see He et al. 2015, with a = sqrt 5, as torch.nn.Linear.
 */
export function torchDefault(inputs: number): Start {
  return { bound: 1 / Math.sqrt(inputs) };
}

/** Tensors of the parameters, by name. */
export type Weights = Readonly<Record<string, Tensor>>;

/** All parameters lie in one flat array, one after the other: one input and one output of the step, one Adam. */
export function flatSize(parameters: readonly Pick<Parameter, "shape">[]): number {
  return parameters.reduce((total, { shape }) => total + size(shape), 0);
}

/**
 * The parameters of one flat tensor: each in its shape, and the flat parts they are reshaped from. Differentiate with
 * respect to the parts: a reshape of a reshape leaves the one between out.
 */
export function unpack(
  flat: Tensor,
  parameters: readonly Omit<Parameter, "start">[],
): { weights: Weights; parts: Tensor[] } {
  let start = 0;
  const parts = parameters.map(({ shape }) => {
    const end = start + size(shape);
    const part = slice(flat, 0, { start, end });
    start = end;
    return part;
  });
  const named = parameters.map(({ name, shape }, i): [string, Tensor] => [name, reshape(parts[i], shape)]);
  return { weights: Object.fromEntries(named), parts };
}

/** Values of the parameters as views into one flat array. */
export function views(flat: Float32Array, parameters: readonly Parameter[]): Record<string, Float32Array> {
  let start = 0;
  return Object.fromEntries(
    parameters.map(({ name, shape }): [string, Float32Array] => {
      const end = start + size(shape);
      const view = flat.subarray(start, end);
      start = end;
      return [name, view];
    }),
  );
}

/**
 * The tensor of a parameter that the model itself declared.
 *
 * @returns the tensor, in the shape that its parameter declares, such as [inputs, outputs].
 */
export function weightOf(weights: Weights, name: string): Tensor {
  const weight = weights[name];
  if (weight) return weight;
  throw new Error(`internal: no parameter named ${name}`);
}

/**
 * [m] random values of all parameters in one array, each drawn from a stream of its own name.
 *
 * @returns [m], m the elements of all parameters.
 */
export function drawParameters(parameters: readonly Parameter[], rng: Random): Float32Array {
  const flat = new Float32Array(flatSize(parameters));
  const values = views(flat, parameters);
  for (const { name, start } of parameters) drawInto(values[name], start, rng.split(name));
  return flat;
}

function drawInto(into: Float32Array, start: Start, rng: Random): void {
  if ("value" in start) into.fill(start.value);
  else if ("bound" in start) for (let e = 0; e < into.length; e++) into[e] = start.bound * (2 * rng.uniform() - 1);
  else for (let e = 0; e < into.length; e++) into[e] = start.deviation * rng.normal();
}

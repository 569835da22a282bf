import { add, divide, multiply, reshape, slice, sqrt, subtract } from "../tensor/ops.ts";
import type { Tensor } from "../tensor/tensor.ts";

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** What Adam changes in a step: all parameters in one flat array, and the running moments of their gradient. */
export interface AdamState {
  readonly parameters: Tensor;
  readonly moment1: Tensor;
  readonly moment2: Tensor;
}

/**
 * One step of Adam with weight decay added to the gradient, as torch.optim.Adam has it.
 *
 * @param gradient in the parameters' shape.
 * @param rates [2] from `adamRates`.
 */
export function adam(state: AdamState, gradient: Tensor, { rates, weightDecay }: AdamOptions): AdamState {
  const decayed = add(gradient, multiply(state.parameters, weightDecay));
  const moment1 = add(multiply(state.moment1, beta1), multiply(decayed, 1 - beta1));
  const moment2 = add(multiply(state.moment2, beta2), multiply(multiply(decayed, decayed), 1 - beta2));
  const rate = (place: number) => reshape(slice(rates, 0, { start: place, end: place + 1 }), []);
  const step = divide(multiply(moment1, rate(0)), add(multiply(sqrt(moment2), rate(1)), epsilon));
  return { parameters: subtract(state.parameters, step), moment1, moment2 };
}

interface AdamOptions {
  readonly rates: Tensor;
  readonly weightDecay: number;
}

/**
 * The two numbers of step t = 1, 2, ...: learning rate over the first bias correction, and one over the root of the
 * second.
 */
export function adamRates(t: number, learningRate: number): [number, number] {
  return [learningRate / (1 - beta1 ** t), 1 / Math.sqrt(1 - beta2 ** t)];
}

/** Learning rate of an epoch (from 0): halved after every `decayEvery`. */
export function learningRateAt(epoch: number, { learningRate, decayEvery }: Schedule): number {
  return learningRate * 0.5 ** Math.floor(epoch / decayEvery);
}

interface Schedule {
  readonly learningRate: number;
  readonly decayEvery: number;
}

import { add, divide, multiply, reshape, slice, sqrt, subtract } from "../tensor/ops.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** How parameters follow their gradient: all that an optimiser changes lies in flat arrays of the parameters' size. */
export interface Optimizer {
  /** Names of its running arrays, zero before the first step. */
  readonly slots: readonly string[];
  /** Numbers that step t = 1, 2, ... is fed with. */
  rates(t: number, learningRate: number): readonly number[];
  /** How many they are. */
  readonly rateCount: number;
  /**
   * One step.
   *
   * @param state before the step.
   * @param gradient [m]
   * @param rates [rateCount]
   * @returns the state after the step.
   */
  update(state: OptimizedParameters, gradient: Tensor, rates: Tensor): OptimizedParameters;
}

/** What an optimiser moves. */
export interface OptimizedParameters {
  /** [m] all parameters in one flat tensor. */
  readonly parameters: Tensor;
  /** Its running arrays, each [m], in the order of their names. */
  readonly slots: readonly Tensor[];
}

/** Constants of Adam; defaults as in torch.optim.Adam. */
export interface AdamOptions {
  /** Added to the gradient, as torch.optim.Adam has it; 0. */
  readonly weightDecay?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  /** 1e-8 */
  readonly epsilon?: number;
}

/**
 * Adam with weight decay added to the gradient.
 *
 * @throws (`update`) bad-shape when gradient and parameters differ in length.
 * @see Kingma and Ba 2015; torch.optim.Adam.
 */
export function adam({ weightDecay = 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamOptions = {}): Optimizer {
  return {
    slots: ["moment1", "moment2"],
    rateCount: 2,
    rates: (t, learningRate) => adamRates(t, learningRate, { beta1, beta2 }),
    update({ parameters, slots: [before1, before2] }, gradient, rates) {
      const decayed = weightDecay === 0 ? gradient : add(gradient, multiply(parameters, weightDecay));
      const moment1 = add(multiply(before1, beta1), multiply(decayed, 1 - beta1));
      const moment2 = add(multiply(before2, beta2), multiply(multiply(decayed, decayed), 1 - beta2));
      const step = divide(
        multiply(moment1, numberAt(rates, 0)),
        add(multiply(sqrt(moment2), numberAt(rates, 1)), epsilon),
      );
      return { parameters: subtract(parameters, step), slots: [moment1, moment2] };
    },
  };
}

/**
 * The two numbers of step t = 1, 2, ...: learning rate over the first bias correction, and one over the root of the
 * second.
 */
export function adamRates(
  t: number,
  learningRate: number,
  { beta1 = 0.9, beta2 = 0.999 }: Pick<AdamOptions, "beta1" | "beta2"> = {},
): [number, number] {
  return [learningRate / (1 - beta1 ** t), 1 / Math.sqrt(1 - beta2 ** t)];
}

/**
 * Stochastic gradient descent, with momentum as torch.optim.SGD has it.
 *
 * @throws (`update`) bad-shape when gradient and parameters differ in length.
 * @see torch.optim.SGD.
 */
export function sgd({ weightDecay = 0, momentum = 0 }: { weightDecay?: number; momentum?: number } = {}): Optimizer {
  return {
    slots: momentum === 0 ? [] : ["velocity"],
    rateCount: 1,
    rates: (_, learningRate) => [learningRate],
    update({ parameters, slots: [before] }, gradient, rates) {
      const decayed = weightDecay === 0 ? gradient : add(gradient, multiply(parameters, weightDecay));
      const velocity = before ? add(multiply(before, momentum), decayed) : decayed;
      return {
        parameters: subtract(parameters, multiply(velocity, numberAt(rates, 0))),
        slots: before ? [velocity] : [],
      };
    },
  };
}

function numberAt(rates: Tensor, place: number): Tensor {
  return reshape(slice(rates, 0, { start: place, end: place + 1 }), []);
}

/** Learning rate of an epoch (from 0): halved after every `decayEvery`. */
export function learningRateAt(epoch: number, { learningRate, decayEvery }: Schedule): number {
  return learningRate * 0.5 ** Math.floor(epoch / decayEvery);
}

interface Schedule {
  readonly learningRate: number;
  readonly decayEvery: number;
}

import type { Random } from "../../core/random.ts";
import { adam } from "../../nn/optimizers.ts";
import { type StepProgram, trainingStep } from "../../nn/trainingStep.ts";
import { input } from "../../tensor/tensor.ts";
import { type GraphstInputs, graphstLosses, graphstParameters } from "./network.ts";
import type { GraphstOptions } from "./options.ts";

/** A training step, with the losses `reconstruction` and `contrast`; it is fed with `shuffleFeeds`, too. */
export function graphstStep(inputs: GraphstInputs, options: GraphstOptions): StepProgram {
  const [n, p] = inputs.x.shape;
  const shuffle = { order: input("order", [n], "int32"), places: input("places", [n, 1], "int32") };
  return trainingStep({
    parameters: graphstParameters(p, options),
    groups: [{ optimizer: adam() }],
    objective: (weights) => ({ losses: { ...graphstLosses(inputs, shuffle, weights, options) } }),
  });
}

/** A random order of n rows. */
export function shuffleFeeds(n: number, rng: Random): { readonly order: Int32Array; readonly places: Int32Array } {
  const order = Int32Array.from(rng.permutation(n));
  const places = new Int32Array(n);
  order.forEach((row, place) => {
    places[row] = place;
  });
  return { order, places };
}

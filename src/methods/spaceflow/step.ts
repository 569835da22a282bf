import type { ConvolutionLists } from "../../nn/graphConvolution.ts";
import { adam } from "../../nn/optimizers.ts";
import type { PairPlan } from "../../nn/pairs.ts";
import type { Parameter, Weights } from "../../nn/parameters.ts";
import { type Objective, type StepProgram, trainingStep } from "../../nn/trainingStep.ts";
import { multiply } from "../../tensor/ops.ts";
import { input, type Tensor } from "../../tensor/tensor.ts";
import { encode, infomaxLoss, spaceflowParameters, spreadLoss } from "./network.ts";
import type { SpaceFlowOptions } from "./options.ts";

/** What a program reads in every step. */
export interface SpaceFlowInputs {
  /** [n, p] expression. */
  readonly x: Tensor;
  readonly lists: ConvolutionLists;
  readonly pairs: PairPlan;
}

type StepOptions = Pick<SpaceFlowOptions, "size" | "regularisation" | "spatial">;

/** Both losses; a program of them is also fed with `order` and `inverse` of the permutation, and the pairs. */
export function objective(
  { x, lists, pairs }: SpaceFlowInputs,
  { regularisation, spatial }: StepOptions,
  weights: Weights,
): Objective {
  const { cells: n, rounds, size } = pairs;
  const permuted = { order: input("order", [n], "int32"), inverse: input("inverse", [n, 1], "int32") };
  const sides = encode(x, lists, weights, permuted);
  const far = spatial === "meant" ? input("far", [rounds, size]) : undefined;
  return {
    losses: {
      contrast: infomaxLoss(sides, weights),
      spread: multiply(spreadLoss(sides[0], pairs, far), regularisation),
    },
  };
}

/** A training step, and the parameters that it moves. */
export function spaceflowStep(
  inputs: SpaceFlowInputs,
  options: StepOptions,
): { readonly program: StepProgram; readonly parameters: readonly Parameter[] } {
  const parameters = spaceflowParameters(inputs.x.shape[1], options.size);
  const program = trainingStep({
    parameters,
    groups: [{ optimizer: adam() }],
    objective: (weights) => objective(inputs, options, weights),
  });
  return { program, parameters };
}

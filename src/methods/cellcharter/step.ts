import { adam } from "../../nn/optimizers.ts";
import type { Weights } from "../../nn/parameters.ts";
import { type Objective, type StepProgram, trainingStep } from "../../nn/trainingStep.ts";
import { mean, multiply, negate } from "../../tensor/ops.ts";
import { input } from "../../tensor/tensor.ts";
import { type Cells, runningSize, scviParameters, trainingPass } from "./network.ts";
import type { CellCharterOptions } from "./options.ts";
import { hidden, latent } from "./sizes.ts";

/** Of Adam, as scVI is published: parameters with small gradients take smaller steps than with 1e-8. */
const adamEpsilon = 0.01;

export interface BatchSizes {
  /** b, cells of the batch. */
  readonly cells: number;
  /** p */
  readonly genes: number;
  readonly samples: number;
}

/** What a program is fed with for its cells. */
export function cellInputs({ cells: b, genes, samples }: BatchSizes): Cells {
  return {
    ...{ x: input("x", [b, genes]), totals: input("totals", [b, 1]), factorials: input("factorials", [b]) },
    ...{ sample: samples > 1 ? input("sample", [b, samples]) : undefined, noise: input("noise", [b, latent]) },
  };
}

/** Both parts of the negative evidence lower bound; also fed with `dropped` and `divergenceWeight`. */
export function objective(sizes: BatchSizes, weights: Weights): Objective {
  const pass = trainingPass(cellInputs(sizes), weights, {
    dropped: input("dropped", [sizes.cells, hidden]),
    running: input("running", [runningSize]),
  });
  return {
    losses: {
      reconstruction: negate(mean(pass.likelihood)),
      divergence: multiply(mean(pass.divergence), input("divergenceWeight", [])),
    },
    carried: { running: pass.running },
  };
}

/** A training step on a batch of a size. */
export function scviStep(sizes: BatchSizes, { weightDecay }: Pick<CellCharterOptions, "weightDecay">): StepProgram {
  return trainingStep({
    parameters: scviParameters(sizes.genes, sizes.samples),
    groups: [{ optimizer: adam({ weightDecay, epsilon: adamEpsilon }) }],
    objective: (weights) => objective(sizes, weights),
  });
}

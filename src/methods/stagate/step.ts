import { adam } from "../../nn/optimizers.ts";
import { type StepProgram, trainingStep } from "../../nn/trainingStep.ts";
import { decoderTies, encode, reconstructionLoss, type StagateInputs, stagateParameters } from "./network.ts";
import type { StagateOptions } from "./options.ts";

/**
 * A training step, with the loss `reconstruction`. Encoder and decoder share two matrices, which take two turns of Adam:
 * one with the encoder's gradient, then one with the decoder's, each with moments and decay of its own.
 */
export function stagateStep(inputs: StagateInputs, options: StagateOptions): StepProgram {
  const { weightDecay, clip } = options;
  return trainingStep({
    parameters: stagateParameters(inputs.x.shape[1], options),
    ties: decoderTies,
    groups: [
      { name: "encoder", optimizer: adam({ weightDecay }) },
      { name: "decoder", optimizer: adam({ weightDecay }), moves: Object.keys(decoderTies) },
    ],
    clip,
    objective: (weights) => ({
      losses: { reconstruction: reconstructionLoss(inputs, weights, encode(inputs, weights)) },
    }),
  });
}

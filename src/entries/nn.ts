/**
 * Neural networks over tissue: layers, losses and training for networks of a program's own, and the parts that the methods
 * of the program are built from.
 *
 * @module
 */

export * from "../nn/activations.ts";
export { batchNormalize, type Normalized, normalizeBy, updateRunning } from "../nn/batchNorm.ts";
export { cutIntoChunks } from "../nn/chunks.ts";
export { convolution } from "../nn/convolution.ts";
export { dropoutMask } from "../nn/dropout.ts";
export {
  type FitOptions,
  type FitState,
  type Fitted,
  fitPhases,
  lossColumns,
  type Phase,
  type PhaseProgress,
  type StepContext,
  type StepLosses,
} from "../nn/fit.ts";

export {
  type ConvolutionGraph,
  type ConvolutionLists,
  convolutionGraph,
  convolve,
} from "../nn/graphConvolution.ts";

export { attentionLayer, attentionParameters, dense, denseParameters, type Neighborhood } from "../nn/layers.ts";
export { contrastiveLoss, scaledCosineError } from "../nn/losses.ts";
export { drawMask } from "../nn/mask.ts";
export { type PaddedNeighbors, padNeighbors } from "../nn/neighbors.ts";
export { type FitData, type FitNetworkOptions, type FittedNetwork, fit } from "../nn/network/fitNetwork.ts";
export { defineNetwork, type Network, type NetworkBuilder, type NetworkOutputs } from "../nn/network/network.ts";
export { layers } from "../nn/network/networkLayers.ts";
export { losses } from "../nn/network/networkLosses.ts";
export { type AdamOptions, adam, learningRateAt, type Optimizer, sgd } from "../nn/optimizers.ts";
export { drawPairs, type PairPlan, pairRows, planPairs } from "../nn/pairs.ts";
export {
  drawParameters,
  glorot,
  type Parameter,
  type Start,
  torchDefault,
  type Weights,
  weightOf,
  xavierNormal,
  xavierUniform,
} from "../nn/parameters.ts";
export { pcgrad } from "../nn/pcgrad.ts";
export { createStepper, createSteppers, firstState, type Stepper, type StepState } from "../nn/stepper.ts";
export {
  flatGradient,
  type Objective,
  type ParameterGroup,
  type StepDescription,
  type StepProgram,
  trainingStep,
} from "../nn/trainingStep.ts";
export { divergenceFromStandard, type ZeroInflated, zeroInflatedLikelihood } from "../nn/zeroInflated.ts";

import type { ConvolutionLists } from "../../nn/graphConvolution.ts";
import { type AdamOptions, adam, adamRates, type Optimizer } from "../../nn/optimizers.ts";
import { type Parameter, type Weights, weightOf } from "../../nn/parameters.ts";
import { type Objective, type StepProgram, trainingStep } from "../../nn/trainingStep.ts";
import { multiply } from "../../tensor/ops.ts";
import { input, type Tensor } from "../../tensor/tensor.ts";
import { clusterLoss, graphLoss, maskedLoss, reconstructionLoss } from "./losses.ts";
import { type Chance, runningSize, type Seen, sedrParameters, trainingPass } from "./network.ts";
import type { SedrOptions } from "./options.ts";
import { type DroppedName, dropped, embeddingSize, graphUnits } from "./sizes.ts";

/** Weights of the losses. */
const weight = { reconstruction: 10, graph: 0.1 } as const;

export interface SedrSizes {
  readonly cells: number;
  /** d */
  readonly inputs: number;
  readonly lists: ConvolutionLists;
  /** Places of the lists of pairs. */
  readonly pairPlaces: number;
  /** Of `pairBalance`. */
  readonly balance: number;
}

/** What every pass reads; fed with `x`, `masked`, `running` and the lists. */
export function seenInputs({ cells, inputs, lists }: Pick<SedrSizes, "cells" | "inputs" | "lists">): Seen {
  const [x, masked] = [input("x", [cells, inputs]), input("masked", [cells, 1])];
  return { x, masked, lists, running: input("running", [runningSize]) };
}

/** The losses of a phase: the second has clusters. */
export function objective(
  sizes: SedrSizes,
  weights: Weights,
  clusters?: { readonly centres: Tensor; readonly count: number },
): Objective {
  const { cells: n, pairPlaces: k, balance } = sizes;
  const seen = seenInputs(sizes);
  const pass = trainingPass(seen, weights, chanceInputs(n));
  const pairs = {
    index: input("pairIndex", [n, 1, k], "int32"),
    reverse: input("pairReverse", [n, 1, k], "int32"),
    linked: input("linked", [n, k]),
    share: input("share", [n, k]),
  };
  const shared = {
    reconstruction: multiply(reconstructionLoss(seen.x, pass), weight.reconstruction),
    graph: multiply(graphLoss(pass, pairs, balance), weight.graph),
  };
  const own: Readonly<Record<string, Tensor>> = clusters
    ? { clusters: clusterLoss(pass, clusters.centres, input("target", [n, clusters.count])) }
    : { masked: maskedLoss(seen.masked, pass) };
  return { losses: { ...shared, ...own }, carried: { running: pass.running } };
}

function chanceInputs(n: number): Chance {
  const masks = Object.entries(dropped).map(([name, width]) => [name, input(name, [n, width])]);
  // One entry for each name.
  return {
    dropped: Object.fromEntries(masks) as Record<DroppedName, Tensor>,
    noise: input("noise", [n, graphUnits[1]]),
  };
}

export interface SedrProgram {
  readonly program: StepProgram;
  readonly parameters: readonly Parameter[];
}

/** A step of the first phase. */
export function firstStep(sizes: SedrSizes, { weightDecay }: Pick<SedrOptions, "weightDecay">): SedrProgram {
  const parameters = sedrParameters(sizes.inputs);
  const groups = [{ optimizer: adam({ weightDecay }) }];
  const program = trainingStep({ parameters, groups, objective: (weights) => objective(sizes, weights) });
  return { program, parameters };
}

/**
 * A step of the second phase, whose parameters are those of the first and, after them, the centres. Moments of the first
 * phase carry on; those of the centres begin with it.
 *
 * @param before steps of the first phase.
 */
export function secondStep(
  sizes: SedrSizes,
  { weightDecay }: Pick<SedrOptions, "weightDecay">,
  { before, count }: { readonly before: number; readonly count: number },
): SedrProgram {
  const network = sedrParameters(sizes.inputs);
  const centres: Parameter = { name: "centres", shape: [count, embeddingSize], start: { value: 0 } };
  const parameters = [...network, centres];
  const program = trainingStep({
    parameters,
    groups: [
      { optimizer: adam({ weightDecay }), moves: network.map(({ name }) => name) },
      { name: centres.name, optimizer: lateAdam({ weightDecay }, before), moves: [centres.name] },
    ],
    objective: (weights) => objective(sizes, weights, { centres: weightOf(weights, centres.name), count }),
  });
  return { program, parameters };
}

/** Adam of parameters that join after some steps. */
function lateAdam(options: AdamOptions, before: number): Optimizer {
  return { ...adam(options), rates: (t, learningRate) => adamRates(t - before, learningRate, options) };
}

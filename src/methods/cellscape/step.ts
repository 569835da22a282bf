import { type AdamState, adam } from "../../nn/adam.ts";
import { maskedCount } from "../../nn/mask.ts";
import { pcgrad } from "../../nn/pcgrad.ts";
import { gradients } from "../../tensor/grad.ts";
import { add, concat, fill, reshape } from "../../tensor/ops.ts";
import { input, type Tensor } from "../../tensor/tensor.ts";
import type { ComparisonSizes } from "./comparison.ts";
import { ownLoss, ownParameters } from "./dual.ts";
import { runningSize } from "./intrinsicEncoder.ts";
import type { MapShape } from "./mapShape.ts";
import type { Model, Scene, Selection, Sizes } from "./model.ts";
import type { CellScapeOptions } from "./options.ts";
import { flatSize, type Parameter, unpack } from "./parameters.ts";

/** What a training step's program returns: next step's inputs of the same names, and its losses. */
export type StepProgram = Readonly<Record<"parameters" | "moment1" | "moment2" | "losses", Tensor>> & {
  /** Running statistics of batch normalisation, where there are any. */
  readonly running?: Tensor;
};

export interface StepSizes extends Sizes {
  /** k, places in the neighbour lists, and how many of them cells use; see `Neighbors.spans`. */
  readonly places: number;
  readonly spans?: readonly number[];
  readonly comparison: ComparisonSizes;
}

/**
 * A whole training step as one program: masked pass, both losses, their gradients, PCGrad or the sum, Adam.
 *
 * @returns losses [2]: reconstruction and contrast, before the step.
 */
export function trainingStep(model: Model, settings: CellScapeOptions, sizes: StepSizes): StepProgram {
  const parameters = model.parameters(settings, sizes);
  const state = stateInputs(flatSize(parameters));
  const { weights, parts } = unpack(state.parameters, parameters);
  const scene = sceneInputs(model, settings, sizes);
  const { reconstruction, contrast, running } = model.losses(scene, weights, settings);
  const gradient =
    settings.gradients === "pcgrad"
      ? pcgrad(flatGradient(reconstruction, parts), flatGradient(contrast, parts))
      : flatGradient(add(reconstruction, contrast), parts);
  return {
    ...update(state, gradient, settings),
    losses: concat([reshape(reconstruction, [1]), reshape(contrast, [1])], 0),
    ...(running ? { running } : {}),
  };
}

/**
 * One step of the decoupled intrinsic branch on a batch of cells.
 *
 * @returns losses [1].
 */
export function ownStep(settings: CellScapeOptions, { batch, ...sizes }: Sizes & { batch: number }): StepProgram {
  const { map } = sizes;
  if (!map) throw new Error("internal: the own step needs the shape of the gene maps");
  const parameters: Parameter[] = ownParameters(settings, sizes);
  const state = stateInputs(flatSize(parameters));
  const { weights, parts } = unpack(state.parameters, parameters);
  const feeds = {
    maps: input("maps", [batch, map.channels * map.side * map.side]),
    running: input("running", [runningSize(settings)]),
    truth: { x: input("input", [batch, sizes.inputs]), lengths: input("lengths", [batch]) },
  };
  const { loss, running } = ownLoss(feeds, { weights, settings, map });
  const gradient = flatGradient(loss, parts);
  return { ...update(state, gradient, settings), losses: reshape(loss, [1]), running };
}

function stateInputs(length: number): AdamState {
  return {
    parameters: input("parameters", [length]),
    moment1: input("moment1", [length]),
    moment2: input("moment2", [length]),
  };
}

function update(state: AdamState, gradient: Tensor, { weightDecay }: CellScapeOptions) {
  const { parameters, moment1, moment2 } = adam(state, gradient, { rates: input("rates", [2]), weightDecay });
  return { parameters, moment1, moment2 };
}

/** The gradient of all parameters in one flat tensor, as they lie in their flat array. */
export function flatGradient(loss: Tensor, parts: readonly Tensor[]): Tensor {
  return concat(gradients(loss, parts), 0);
}

/** The inputs that say what a step sees. */
export function sceneInputs(model: Model, settings: CellScapeOptions, sizes: StepSizes): Scene {
  const { cells: n, inputs: d, comparison, map } = sizes;
  const masked = maskedCount(n, settings.maskRate);
  const { anchors, candidates, positives } = comparison;
  const joint =
    model.intrinsic && settings.intrinsic === "joint" && map
      ? {
          map,
          // The row of zeros that stands for every masked cell comes last.
          maps: concat([mapsInput(n - masked, map), zeroRow(map)], 0),
          running: input("running", [runningSize(settings)]),
        }
      : {};
  return {
    ...joint,
    input: input("input", [n, d]),
    lengths: input("lengths", [n]),
    neighborhood: neighborhoodInputs(sizes),
    keep: input("keep", [n, 1]),
    visible: selection("visible", n - masked, n),
    masked: selection("masked", masked, n),
    comparison: {
      anchors: input("anchors", [anchors], "int32"),
      anchorUsers: input("anchorUsers", [n, 1], "int32"),
      candidates: input("candidates", [candidates], "int32"),
      candidateUsers: input("candidateUsers", [n, 1], "int32"),
      multiplicity: input("multiplicity", [candidates]),
      positives: input("positives", [anchors, positives], "int32"),
      positiveUsers: input("positiveUsers", [n, positives], "int32"),
      isPositive: input("isPositive", [anchors, positives]),
      connected: input("connected", [anchors]),
    },
  };
}

/** The neighbour lists that a program reads. */
export function neighborhoodInputs({ cells: n, places: k, spans = [] }: Omit<StepSizes, "inputs" | "comparison">) {
  return {
    spans,
    index: input("index", [n, k], "int32"),
    reverse: input("reverse", [n, k], "int32"),
    bias: input("bias", [n, 1, k]),
  };
}

const mapsInput = (rows: number, { channels, side }: MapShape) => input("maps", [rows, channels * side * side]);
const zeroRow = ({ channels, side }: MapShape) => fill(0, [1, channels * side * side]);

function selection(name: string, count: number, n: number): Selection {
  return { rows: input(name, [count], "int32"), places: input(`${name}Places`, [n], "int32") };
}

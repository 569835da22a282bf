import { maskedCount } from "../../nn/mask.ts";
import { adam } from "../../nn/optimizers.ts";
import { pcgrad } from "../../nn/pcgrad.ts";
import { type StepProgram, trainingStep } from "../../nn/trainingStep.ts";
import { concat, fill } from "../../tensor/ops.ts";
import { input, type Tensor } from "../../tensor/tensor.ts";
import type { ComparisonSizes } from "./comparison.ts";
import { intrinsicReconstructionLoss, intrinsicReconstructionParameters } from "./network/dual.ts";
import { runningSize } from "./network/intrinsicEncoder.ts";
import type { MapShape } from "./network/mapShape.ts";
import type { Model, Selection, Sizes, StepInputs } from "./network/model.ts";
import type { CellScapeOptions } from "./options.ts";

export interface StepSizes extends Sizes {
  /** k, places in the neighbour lists, and how many of them cells use; see `Neighbors.spans`. */
  readonly places: number;
  readonly spans?: readonly number[];
  readonly comparison: ComparisonSizes;
}

/**
 * The step that both losses of the fused z train: masked pass, losses, their gradients joined by PCGrad or as a sum, Adam.
 *
 * @returns losses `reconstruction` and `contrast`.
 */
export function contrastiveStep(model: Model, settings: CellScapeOptions, sizes: StepSizes): StepProgram {
  const { weightDecay, gradients } = settings;
  return trainingStep({
    parameters: model.parameters(settings, sizes),
    groups: [{ optimizer: adam({ weightDecay }), ...(gradients === "pcgrad" ? { combine: joinConflicting } : {}) }],
    objective(weights) {
      const inputs = stepInputs(model, settings, sizes);
      const { reconstruction, contrast, running } = model.losses(inputs, weights, settings);
      return { losses: { reconstruction, contrast }, ...(running ? { carried: { running } } : {}) };
    },
  });
}

const joinConflicting = ([reconstruction, contrast]: readonly Tensor[]) => pcgrad(reconstruction, contrast);

/**
 * One step of the decoupled intrinsic branch on a batch of cells.
 *
 * @returns the loss `intrinsic`.
 */
export function intrinsicReconstructionStep(
  settings: CellScapeOptions,
  { batch, ...sizes }: Sizes & { batch: number },
): StepProgram {
  const { map } = sizes;
  if (!map) throw new Error("internal: the step of the intrinsic branch needs the shape of the gene maps");
  const feeds = {
    maps: input("maps", [batch, map.channels * map.side * map.side]),
    running: input("running", [runningSize(settings)]),
    truth: { x: input("input", [batch, sizes.inputs]), lengths: input("lengths", [batch]) },
  };
  return trainingStep({
    parameters: intrinsicReconstructionParameters(settings, sizes),
    groups: [{ optimizer: adam({ weightDecay: settings.weightDecay }) }],
    objective(weights) {
      const { loss, running } = intrinsicReconstructionLoss(feeds, { weights, settings, map });
      return { losses: { intrinsic: loss }, carried: { running } };
    },
  });
}

/** The inputs that determine the cells and masks of a step. */
export function stepInputs(model: Model, settings: CellScapeOptions, sizes: StepSizes): StepInputs {
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

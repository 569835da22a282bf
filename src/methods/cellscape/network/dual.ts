import { dense } from "../../../nn/layers.ts";
import { contrastiveLoss, scaledCosineError, type Truth } from "../../../nn/losses.ts";
import { type Parameter, type Weights, weightOf } from "../../../nn/parameters.ts";
import { add, matmul, placeRows, slice, subtract } from "../../../tensor/ops.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import type { CellScapeOptions } from "../options.ts";
import { decoderParameters, reconstructionLoss } from "./decoder.ts";
import { fusionParameters } from "./fusion.ts";
import { intrinsicDecoderParameters, intrinsicParameters, trainIntrinsic } from "./intrinsicEncoder.ts";
import type { MapShape } from "./mapShape.ts";
import type { Model, Sizes, StepInputs } from "./model.ts";
import { encodeSpatial, spatialParameters } from "./spatialEncoder.ts";

/**
 * CellScape: graph attention over the tissue and convolutions over gene maps, z = [z_spatial, z_intrinsic] W.
 *
 * `joint` is the paper's design: both losses see z. `decoupled`: they see the spatial part of W only, and the intrinsic
 * branch is trained by `intrinsicReconstructionLoss`, so that neither embedding suffers from the other.
 */
export const dual: Model = {
  does: "spatial and intrinsic branches (CellScape)",
  intrinsic: true,
  parameters: (settings, sizes) => [
    ...spatialParameters(settings, sizes.inputs),
    ...fusionParameters(settings.spatialSize + settings.intrinsicSize, settings.jointSize),
    ...decoderParameters(settings, sizes.inputs),
    ...(settings.intrinsic === "joint" ? intrinsicParameters(settings, mapOf(sizes)) : []),
  ],
  losses(inputs, weights, settings) {
    const fusion = weightOf(weights, "fusion.weight");
    const { spatialSize } = settings;
    const spatial = encodeSpatial(inputs, weights, settings);
    let z = matmul(spatial, slice(fusion, 0, { start: 0, end: spatialSize }));
    let running: Tensor | undefined;
    if (settings.intrinsic === "joint") {
      const intrinsic = encodeMasked(inputs, weights, settings);
      z = add(z, spread(matmul(intrinsic.z, slice(fusion, 0, { start: spatialSize })), inputs));
      running = intrinsic.running;
    }
    return {
      reconstruction: reconstructionLoss(z, inputs, { weights, settings }),
      contrast: contrastiveLoss(z, inputs.comparison, settings.tau),
      ...(running ? { running } : {}),
    };
  },
};

/** Parameters that `intrinsicReconstructionLoss` trains in the decoupled design. */
export function intrinsicReconstructionParameters(settings: CellScapeOptions, sizes: Sizes): Parameter[] {
  return [...intrinsicParameters(settings, mapOf(sizes)), ...intrinsicDecoderParameters(settings, sizes.inputs)];
}

/**
 * The intrinsic branch's own loss on a batch of visible cells: scaled cosine error of a linear decoder from
 * z_intrinsic to the network input.
 *
 * @param maps [b, channels * side * side]
 * @returns the loss, and the running statistics after the batch.
 */
export function intrinsicReconstructionLoss(
  { maps, running, truth }: { maps: Tensor; running: Tensor; truth: Truth },
  { weights, settings, map }: { weights: Weights; settings: CellScapeOptions; map: MapShape },
): { loss: Tensor; running: Tensor } {
  const intrinsic = trainIntrinsic(maps, running, { weights, settings, map });
  return {
    loss: scaledCosineError(truth, dense(intrinsic.z, weights, "own"), settings.gamma),
    running: intrinsic.running,
  };
}

function mapOf({ map }: Sizes): MapShape {
  if (map) return map;
  throw new Error("internal: the full variant was built without the shape of its gene maps");
}

/** z_intrinsic of the visible cells, then of the zero map, which stands for every masked cell. */
function encodeMasked(inputs: StepInputs, weights: Weights, settings: CellScapeOptions) {
  const { maps, running, map, masked } = inputs;
  if (!maps || !running || !map) throw new Error("internal: the joint design was built without gene maps");
  return trainIntrinsic(maps, running, { weights, settings, map, last: masked.rows.shape[0] });
}

/** Rows of visible cells, and a last row for all the masked, put at every cell. */
function spread(rows: Tensor, { visible }: StepInputs): Tensor {
  const count = visible.rows.shape[0];
  const rest = slice(rows, 0, { start: count });
  const own = subtract(slice(rows, 0, { start: 0, end: count }), rest);
  return add(placeRows(own, visible.rows, visible.places), rest);
}

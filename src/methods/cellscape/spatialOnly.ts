import { contrastiveLoss } from "../../nn/losses.ts";
import { matmul } from "../../tensor/ops.ts";
import { decoderParameters, reconstructionLoss } from "./decoder.ts";
import type { Model } from "./model.ts";
import { fusionParameters, weightOf } from "./parameters.ts";
import { encodeSpatial, spatialParameters } from "./spatialEncoder.ts";

/** CellScape_CCI: the spatial branch alone, z = z_spatial W. */
export const spatialOnly: Model = {
  does: "spatial branch only (CellScape_CCI)",
  intrinsic: false,
  parameters: (settings, { inputs }) => [
    ...spatialParameters(settings, inputs),
    ...fusionParameters(settings.spatialSize, settings.jointSize),
    ...decoderParameters(settings, inputs),
  ],
  losses(scene, weights, settings) {
    const z = matmul(encodeSpatial(scene, weights, settings), weightOf(weights, "fusion.weight"));
    return {
      reconstruction: reconstructionLoss(z, scene, { weights, settings }),
      contrast: contrastiveLoss(z, scene.comparison, settings.tau),
    };
  },
};

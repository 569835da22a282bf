import { contrastiveLoss } from "../../../nn/losses.ts";
import { weightOf } from "../../../nn/parameters.ts";
import { matmul } from "../../../tensor/ops.ts";
import { decoderParameters, reconstructionLoss } from "./decoder.ts";
import { fusionParameters } from "./fusion.ts";
import type { Model } from "./model.ts";
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
  losses(inputs, weights, settings) {
    const z = matmul(encodeSpatial(inputs, weights, settings), weightOf(weights, "fusion.weight"));
    return {
      reconstruction: reconstructionLoss(z, inputs, { weights, settings }),
      contrast: contrastiveLoss(z, inputs.comparison, settings.tau),
    };
  },
};

import { type Weights, weightOf } from "../../nn/parameters.ts";
import { concat, matmul } from "../../tensor/ops.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { encodeSpatial, type Seen } from "./network/spatialEncoder.ts";
import type { CellScapeOptions } from "./options.ts";

/**
 * The embeddings in evaluation mode: nothing masked.
 *
 * @param intrinsic [n, intrinsicSize] from `evaluateIntrinsic`, in variants that have it.
 * @returns spatial [n, spatialSize] and fused [n, jointSize].
 */
export function embeddings(
  { input, neighborhood }: Seen,
  weights: Weights,
  { settings, intrinsic }: { settings: CellScapeOptions; intrinsic?: Tensor },
): { spatial: Tensor; fused: Tensor } {
  const spatial = encodeSpatial({ input, neighborhood }, weights, settings);
  const both = intrinsic ? concat([spatial, intrinsic], 1) : spatial;
  return { spatial, fused: matmul(both, weightOf(weights, "fusion.weight")) };
}

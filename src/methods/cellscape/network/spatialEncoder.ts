import { type AttentionShape, attentionLayer, attentionParameters, type Neighborhood } from "../../../nn/layers.ts";
import type { Parameter, Weights } from "../../../nn/parameters.ts";
import { elu, gatherRows, matmul, multiply, placeRows } from "../../../tensor/ops.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import type { CellScapeOptions } from "../options.ts";
import type { Selection } from "./model.ts";

/** Layers of the spatial branch: all but the last concatenate their heads to `hidden`; the last averages them. */
export function spatialShapes(
  { layers, heads, hidden, spatialSize }: CellScapeOptions,
  inputs: number,
): AttentionShape[] {
  return Array.from({ length: layers }, (_, i): AttentionShape => {
    const from = i === 0 ? inputs : hidden;
    if (i === layers - 1) return { inputs: from, heads, width: spatialSize, join: "mean" };
    return { inputs: from, heads, width: hidden / heads, join: "concat" };
  });
}

/** Parameters of all layers of the spatial encoder. */
export function spatialParameters(settings: CellScapeOptions, inputs: number): Parameter[] {
  return spatialShapes(settings, inputs).flatMap((shape, i) => attentionParameters(`spatial.${i}`, shape));
}

export interface Seen {
  /** [n, d] network input, nothing masked. */
  readonly input: Tensor;
  readonly neighborhood: Neighborhood;
  /** Which cells are visible ([n, 1] 1 or 0, and as a selection); absent: all. */
  readonly keep?: Tensor;
  readonly visible?: Selection;
}

/**
 * z_spatial [n, spatialSize]: graph attention layers with ELU between them, over input whose masked rows are zero.
 *
 * @see Methods, "Model architecture".
 */
export function encodeSpatial(seen: Seen, weights: Weights, settings: CellScapeOptions): Tensor {
  const { input, neighborhood, keep, visible } = seen;
  const shapes = spatialShapes(settings, input.shape[1]);
  let x = keep ? multiply(input, keep) : input;
  shapes.forEach((shape, i) => {
    const options = { weights, name: `spatial.${i}`, shape };
    // Masked rows are zero before and after the projection: project the visible ones only.
    const project = (weight: Tensor) =>
      visible
        ? placeRows(matmul(gatherRows(input, visible.rows), weight), visible.rows, visible.places)
        : matmul(input, weight);
    const y = attentionLayer(x, neighborhood, i === 0 ? { ...options, constant: true, project } : options);
    x = i === shapes.length - 1 ? y : elu(y);
  });
  return x;
}

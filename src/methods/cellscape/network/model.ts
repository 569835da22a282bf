import type { Neighborhood } from "../../../nn/layers.ts";
import type { Comparison } from "../../../nn/losses.ts";
import type { Parameter, Weights } from "../../../nn/parameters.ts";
import type { Tensor } from "../../../tensor/tensor.ts";
import type { CellScapeOptions } from "../options.ts";
import type { MapShape } from "./mapShape.ts";

/** Sizes that a model's program is built for. */
export interface Sizes {
  /** n, cells. */
  readonly cells: number;
  /** d, columns of the network input. */
  readonly inputs: number;
  /** Shape of a gene map; absent in the spatial-only variant. */
  readonly map?: MapShape;
}

/** Cells by name, and each cell's place among them (or their number where it is absent). */
export interface Selection {
  /** int32 [m] */
  readonly rows: Tensor;
  /** int32 [n] */
  readonly places: Tensor;
}

/** What a training step sees: the tissue, and which cells are masked and compared this time. */
export interface StepInputs {
  /** [n, d] network input, nothing masked, and its rows' lengths [n]. */
  readonly input: Tensor;
  readonly lengths: Tensor;
  readonly neighborhood: Neighborhood;
  /** [n, 1] 0 where masked, else 1. */
  readonly keep: Tensor;
  readonly visible: Selection;
  readonly masked: Selection;
  readonly comparison: Comparison;
  /** [visible + 1, map] gene maps of the visible cells, and one of zeros for the masked; joint design only. */
  readonly maps?: Tensor;
  readonly map?: MapShape;
  /** Running statistics of batch normalisation; joint design only. */
  readonly running?: Tensor;
}

/** The two losses of one masked pass, each of one element. */
export interface Losses {
  readonly reconstruction: Tensor;
  readonly contrast: Tensor;
  /** Running statistics after the pass. */
  readonly running?: Tensor;
}

/** One variant of the network: which parameters it has, and what they are trained for. */
export interface Model {
  readonly does: string;
  /** True if it has an intrinsic branch, which needs gene maps. */
  readonly intrinsic: boolean;
  /** Parameters of the step that minimises `losses`. */
  parameters(settings: CellScapeOptions, sizes: Sizes): Parameter[];
  losses(inputs: StepInputs, weights: Weights, settings: CellScapeOptions): Losses;
}

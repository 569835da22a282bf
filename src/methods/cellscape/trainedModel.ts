import type { GeneMap } from "../../data/geneMap.ts";
import { type Parameter, views } from "../../nn/parameters.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { CellScapeOptions } from "./options.ts";

/** A model as training left it: all that is needed to embed other cells with it, as plain arrays. */
export interface TrainedModel {
  readonly settings: CellScapeOptions;
  /** d, columns of the network's input; and what the input was multiplied with. */
  readonly inputs: number;
  readonly scale: number;
  /** By name; weights are [inputs, outputs]. */
  readonly parameters: readonly NamedArray[];
  /** Full variant only: running statistics of batch normalisation, each layer's means then its variances; and the map. */
  readonly running?: Float32Array;
  readonly geneMap?: GeneMap;
}

export interface NamedArray {
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** The parameters of one flat array by name, copied. */
export function named(parameters: readonly Parameter[], flat: Float32Array): NamedArray[] {
  const values = views(flat, parameters);
  return parameters.map(({ name, shape }) => ({ name, shape, values: values[name].slice() }));
}

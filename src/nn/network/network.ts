import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Neighborhood } from "../layers.ts";
import type { Parameter, Start, Weights } from "../parameters.ts";

/** What a network is built from. */
export interface NetworkBuilder {
  /** [n, d] the input, a row per cell. */
  readonly input: Tensor;
  /** Neighbour lists of the spatial graph, each cell first in its own. */
  readonly graph: Neighborhood;
  /** An array that training changes. */
  parameter(shape: Shape, start: Start): Tensor;
  /** Several of them, by their names, which are unique within the call. */
  parameters(declared: readonly Parameter[]): Weights;
}

/** What a network computes. */
export interface NetworkOutputs {
  /** [n, k] what describes each cell. */
  readonly embedding: Tensor;
  /** What training minimises: one number, or several by name, whose sum counts. */
  readonly loss: Tensor | Readonly<Record<string, Tensor>>;
}

/** A network over all cells of a tissue. The same calls in the same order declare the same parameters. */
export interface Network {
  build(builder: NetworkBuilder): NetworkOutputs;
}

/**
 * A network of a program's own, for `fit`.
 *
 * @param build called more than once, each time with the same kind of builder; computes nothing yet.
 * @example
 * import { defineNetwork, layers, losses } from "cellscape/nn";
 * const autoencoder = defineNetwork((b) => {
 *   const embedding = layers.gat(b, b.input, 30);
 *   return { embedding, loss: losses.mse(b.input, layers.gat(b, embedding, 50)) };
 * });
 */
export function defineNetwork(build: (builder: NetworkBuilder) => NetworkOutputs): Network {
  return { build };
}

/** Turns calls of a builder into parameters with names of their own, and gives their tensors by these names. */
export function builderOf(
  { input, graph }: Pick<NetworkBuilder, "input" | "graph">,
  tensorOf: (parameter: Parameter) => Tensor,
): NetworkBuilder {
  let calls = 0;
  return {
    input,
    graph,
    parameter: (shape, start) => tensorOf({ name: `${calls++}`, shape, start }),
    parameters(declared) {
      const call = calls++;
      return Object.fromEntries(
        declared.map((parameter) => [parameter.name, tensorOf({ ...parameter, name: `${call}.${parameter.name}` })]),
      );
    },
  };
}

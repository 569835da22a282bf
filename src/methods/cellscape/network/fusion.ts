import { type Parameter, torchDefault } from "../../../nn/parameters.ts";

/** W, which makes z of the branches' embeddings side by side. */
export function fusionParameters(inputs: number, outputs: number): Parameter[] {
  return [{ name: "fusion.weight", shape: [inputs, outputs], start: torchDefault(inputs) }];
}

import type { Matrix } from "../../data/matrix.ts";
import type { Engine } from "../../engine/engine.ts";
import { flatSize, unpack } from "../../nn/parameters.ts";
import type { StepState } from "../../nn/stepper.ts";
import { input } from "../../tensor/tensor.ts";
import { evaluationPass, sedrParameters } from "./network.ts";
import { embeddingSize } from "./sizes.ts";
import { seenInputs } from "./step.ts";
import type { SedrTissue } from "./tissue.ts";

/** Embeds the cells with the parameters of any state of training. */
export interface Evaluator {
  /** z [n, 32] by row, with the token added to the cells that are masked. */
  embed(state: StepState, masked: Float32Array): Promise<Matrix>;
  release(): Promise<void>;
}

export async function createEvaluator(engine: Engine, { sizes, seen }: SedrTissue): Promise<Evaluator> {
  const parameters = sedrParameters(sizes.inputs);
  const flat = flatSize(parameters);
  const { weights } = unpack(input("parameters", [flat]), parameters);
  const executable = await engine.compile({ z: evaluationPass(seenInputs(sizes), weights) });
  return {
    async embed({ arrays }, masked) {
      // Centres, where there are some, come after the parameters of the network.
      const network = { parameters: arrays.parameters.subarray(0, flat), running: arrays.running };
      const { z } = await executable.run({ ...seen, ...network, masked });
      return { rows: sizes.cells, columns: embeddingSize, values: Float32Array.from(z) };
    },
    release: () => executable.release(),
  };
}

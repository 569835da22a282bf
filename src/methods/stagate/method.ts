import { inCellOrder } from "../../nn/network/networkFeeds.ts";
import { flatSize, unpack } from "../../nn/parameters.ts";
import { input } from "../../tensor/tensor.ts";
import type { Embedded } from "../embedded.ts";
import type { MethodInputs } from "../inputs.ts";
import type { EmbedContext, Method } from "../method.ts";
import { trainEpochs } from "../trainEpochs.ts";
import { stagateMemory } from "./memory.ts";
import { encode, stagateParameters } from "./network.ts";
import { presets, type StagateOptions, stagateOptions } from "./options.ts";
import { stagateStep } from "./step.ts";
import { stagateTissue } from "./tissue.ts";
import { reference, words } from "./words.ts";

/** Embedding all cells takes about as long as an epoch. */
const embedding = 1;

/** STAGATE: a graph attention autoencoder of log expression. */
export const stagate: Method<StagateOptions> = {
  name: "stagate",
  summary: "graph attention autoencoder with tied weights (STAGATE)",
  reference: reference.stagate,
  options: stagateOptions,
  presets,
  seeded: true,
  usesEngine: true,
  embeddings: {
    primary: { key: "X_cellscape_stagate", title: () => "tissue context (STAGATE)" },
    others: {},
  },
  clustering: () => ({ name: "mclust", options: { components: "all" } }),
  needs: () => ["expression", "positions", "samples"],
  plan: (size, options) => ({
    steps: options.epochs,
    units: options.epochs + embedding,
    memory: stagateMemory(size, options),
    description: `${options.epochs} training epochs on all cells`,
    record: { epochs: options.epochs },
  }),
  embed,
  words,
};

async function embed(inputs: MethodInputs, options: StagateOptions, context: EmbedContext): Promise<Embedded> {
  const tissue = await stagateTissue(inputs, options, context.task.part(0, 0));
  const parameters = stagateParameters(inputs.expression.columns, options);
  const engine = await context.engine();
  const trained = await trainEpochs(
    engine,
    {
      ...{ method: "stagate", program: stagateStep(tissue.inputs, options), parameters },
      ...{ epochs: options.epochs, learningRate: options.learningRate, rest: embedding, feeds: () => tissue.feeds },
    },
    context,
  );
  const { weights } = unpack(input("parameters", [flatSize(parameters)]), parameters);
  const evaluation = await engine.compile({ z: encode(tissue.inputs, weights).z });
  try {
    const { z } = await evaluation.run({ ...tissue.feeds, parameters: trained.parameters });
    await trained.remaining.update(1);
    const { losses, stoppedEarly } = trained;
    const settled = { neighbors: tissue.neighbors, ...(tissue.reach === undefined ? {} : { reach: tissue.reach }) };
    return { primary: inCellOrder(z, tissue.arranged.order), others: {}, losses, stoppedEarly, settled };
  } finally {
    await evaluation.release();
  }
}

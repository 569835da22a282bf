import { inCellOrder } from "../../nn/network/networkFeeds.ts";
import { flatSize, unpack, views } from "../../nn/parameters.ts";
import { input } from "../../tensor/tensor.ts";
import type { Embedded } from "../embedded.ts";
import type { MethodInputs } from "../inputs.ts";
import type { EmbedContext, Method } from "../method.ts";
import { trainEpochs } from "../trainEpochs.ts";
import { graphstMemory } from "./memory.ts";
import { encode, graphstParameters } from "./network.ts";
import { type GraphstOptions, graphstOptions, presets } from "./options.ts";
import { reconstruction, unitRows } from "./reconstruction.ts";
import { graphstStep, shuffleFeeds } from "./step.ts";
import { graphstTissue } from "./tissue.ts";
import { reference, words } from "./words.ts";

/** Embedding all cells takes about as long as an epoch. */
const embedding = 1;

/** GraphST: a graph convolutional autoencoder with a contrastive loss between cells and their neighbourhoods. */
export const graphst: Method<GraphstOptions> = {
  name: "graphst",
  summary: "graph convolutions with self-supervised contrast (GraphST)",
  reference: reference.graphst,
  options: graphstOptions,
  presets,
  seeded: true,
  usesEngine: true,
  embeddings: {
    primary: { key: "X_cellscape_graphst", title: () => "reconstructed expression (GraphST)" },
    others: {},
  },
  clustering: ({ clustered }) => ({ name: "mclust", options: { components: clustered } }),
  refinement: () => ({ name: "graphst" }),
  needs: () => ["expression", "positions", "samples"],
  plan: (size, options) => ({
    steps: options.epochs,
    units: options.epochs + embedding,
    memory: graphstMemory(size, options),
    description: `${options.epochs} training epochs on all cells`,
    record: { epochs: options.epochs },
  }),
  embed,
  words,
};

async function embed(inputs: MethodInputs, options: GraphstOptions, context: EmbedContext): Promise<Embedded> {
  const tissue = await graphstTissue(inputs, options, context.task.part(0, 0));
  const { rows: n, columns: p } = inputs.expression;
  const parameters = graphstParameters(p, options);
  const engine = await context.engine();
  const { losses, stoppedEarly, ...trained } = await trainEpochs(
    engine,
    {
      ...{ method: "graphst", program: graphstStep(tissue.inputs, options), parameters },
      ...{ epochs: options.epochs, learningRate: options.learningRate, rest: embedding },
      feeds: (rng) => ({ ...tissue.feeds, ...shuffleFeeds(n, rng) }),
    },
    context,
  );
  const { weights } = unpack(input("parameters", [flatSize(parameters)]), parameters);
  const evaluation = await engine.compile({ y: encode(tissue.inputs, weights) });
  try {
    const { y } = await evaluation.run({ ...tissue.feeds, parameters: trained.parameters });
    const { second } = views(trained.parameters, parameters);
    const rows = reconstruction(inCellOrder(y, tissue.arranged.order), {
      ...{ rows: options.size, columns: p, values: second },
    });
    await trained.remaining.update(1);
    const primary = options.platform === "slide" ? unitRows(rows) : rows;
    return { primary, others: {}, losses, stoppedEarly, settled: {} };
  } finally {
    await evaluation.release();
  }
}

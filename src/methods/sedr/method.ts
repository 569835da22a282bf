import type { InputSize } from "../inputs.ts";
import type { Method, MethodPlan } from "../method.ts";
import { embed, embeddingSteps } from "./embed.ts";
import { sedrMemory } from "./memory.ts";
import { presets, type SedrOptions, sedrOptions } from "./options.ts";
import { embeddingSize } from "./sizes.ts";
import { references, words } from "./words.ts";

const float = 4;

/** SEDR: a masked autoencoder of expression and a variational graph autoencoder over it, trained in two phases. */
export const sedr: Method<SedrOptions> = {
  name: "sedr",
  summary: "SEDR: a masked autoencoder and a variational graph autoencoder over nearest cells, and mclust",
  reference: references.sedr,
  options: sedrOptions,
  presets,
  seeded: true,
  usesEngine: true,
  embeddings: {
    primary: { key: "X_cellscape_sedr", title: () => "expression and tissue context (SEDR)" },
    others: {},
  },
  clustering: () => ({ name: "mclust", options: { components: "all" } }),
  ownInputs: () => ({
    ...{ minCells: 50, minGeneCounts: 10, total: 1e6, log: false },
    ...{ genes: 2000, scale: "z-score", components: 200 },
  }),
  needs: () => ["components", "positions", "samples"],
  plan: planOf,
  embed,
  words,
};

function planOf(size: InputSize, options: SedrOptions): MethodPlan {
  const steps = options.epochs + options.clusterEpochs;
  const result = float * size.cells * embeddingSize;
  return {
    steps,
    units: steps + embeddingSteps,
    memory: { working: sedrMemory(size) + result, result },
    description: `${steps} training steps on all cells`,
    record: { epochs: options.epochs, cluster_epochs: options.clusterEpochs },
  };
}

import type { Method } from "../method.ts";
import { type PcaOptions, pcaOptions, presets } from "./options.ts";

const doubles = 8;

/**
 * Principal components of log expression, without any neighbourhood: the baseline of every comparison. Domains are
 * communities of the graph of nearest neighbours in the components.
 */
export const pca: Method<PcaOptions> = {
  name: "pca",
  summary: "principal components and Louvain communities, without the tissue (baseline)",
  reference: undefined,
  options: pcaOptions,
  presets,
  seeded: false,
  usesEngine: false,
  embeddings: {
    primary: { key: "X_cellscape_pca", title: () => "expression (principal components)" },
    others: {},
  },
  clustering: ({ nearest }) => ({ name: "louvain", options: { neighbors: nearest } }),
  needs: () => ["components"],
  plan: ({ cells, components }) => ({
    steps: 0,
    units: 1,
    memory: { working: 0, result: doubles * cells * components },
    description: "nothing is trained",
    record: {},
  }),
  embed: async ({ components }) => ({
    primary: components,
    others: {},
    losses: {},
    stoppedEarly: false,
    settled: {},
  }),
  words: {
    does: () => "Computing principal components",
    lead: () => "clustering of principal components of expression, without spatial information",
    paragraph: ({ components, options }) => [
      `As a baseline without spatial information, the ${components} principal components were used as they are; ${options.nearest} nearest neighbours, the cell itself included, were found in them.`,
    ],
  },
};

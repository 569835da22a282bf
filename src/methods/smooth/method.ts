import { smooth as smoothRows } from "../../spatial/smooth.ts";
import type { Method } from "../method.ts";
import { presets, type SmoothOptions, smoothOptions } from "./options.ts";

/** Arrays of the size of the input that smoothing goes between. */
const arrays = 2;

/** Components averaged over spatial neighbours, some rounds of it: the fast baseline that sees the tissue. */
export const smooth: Method<SmoothOptions> = {
  name: "smooth",
  summary: "averages of principal components over spatial neighbours (fast baseline)",
  reference: undefined,
  options: smoothOptions,
  presets,
  seeded: false,
  usesEngine: false,
  embeddings: {
    primary: {
      key: "X_cellscape_spatial",
      title: () => "tissue context (components averaged over neighbours)",
    },
    others: {},
  },
  needs: () => ["components", "graph"],
  plan({ cells, components }) {
    const bytes = cells * components > 2 ** 24 ? 4 : 8;
    return {
      steps: 0,
      units: 1,
      memory: { working: 0, result: arrays * bytes * cells * components },
      description: "nothing is trained",
      record: {},
    };
  },
  async embed({ components, graph }, { rounds }, { task }) {
    const primary = await smoothRows(components, graph, rounds, task);
    return { primary, others: {}, losses: {}, stoppedEarly: false, settled: {} };
  },
  words: {
    does: () => "Averaging components over neighbours",
    lead: () => "clustering of principal components averaged over spatial neighbours",
    paragraph: ({ options: { rounds }, components, noun: { one } }) => [
      `As a baseline without a neural network, the ${components} components were averaged ${rounds} times over each ${one} and its neighbours.`,
    ],
  },
};

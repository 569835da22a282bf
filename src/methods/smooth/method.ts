import { smooth as smoothRows } from "../../spatial/smooth.ts";
import type { Method } from "../method.ts";
import { significantFactors } from "./factors.ts";
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
  needs: ({ features }) =>
    features === "maf" ? ["components", "graph", "positions", "samples"] : ["components", "graph"],
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
  async embed(inputs, { features, rounds }, { task }) {
    const points = features === "maf" ? await significantFactors(inputs, task.part(0, 0.5)) : inputs.components;
    const primary = await smoothRows(points, inputs.graph, rounds, features === "maf" ? task.part(0.5, 1) : task);
    return { primary, others: {}, losses: {}, stoppedEarly: false, settled: {} };
  },
  words: {
    does: ({ features }) =>
      `Averaging ${features === "maf" ? "autocorrelation factors" : "components"} over neighbours`,
    lead: ({ features }) =>
      `clustering of ${features === "maf" ? "maximum autocorrelation factors" : "principal components"} averaged over spatial neighbours`,
    paragraph: ({ options: { features, rounds }, components, noun: { one } }) => [
      `As a baseline without a neural network, ${features === "maf" ? `the significant maximum autocorrelation factors of the leading components` : `the ${components} components`} were averaged ${rounds} times over each ${one} and its neighbours.`,
    ],
  },
};

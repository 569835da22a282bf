import type { Method } from "../method.ts";
import { prostIndex } from "./geneIndex/prostIndex.ts";
import { type ProstOptions, presets, prostOptions } from "./options.ts";
import { prostTissue } from "./tissue.ts";
import { trainProst } from "./train.ts";
import { reference, words } from "./words.ts";

/** Arrays [n, d] and [n, k] in float32 that are held while training, and most places of the neighbour lists, about. */
const arrays = 24;
const placeArrays = 12;
const places = 30;
/** Of its own refinement: the distance, as a multiple of that of the adjacency. */
const wider = 1.5;

/** PROST: one graph attention layer, trained towards its own soft assignments. */
export const prost: Method<ProstOptions> = {
  name: "prost",
  summary: "graph attention layer trained on its own soft assignments (PROST)",
  reference: reference.prost,
  options: prostOptions,
  presets,
  seeded: true,
  usesEngine: true,
  embeddings: {
    primary: { key: "X_cellscape_prost", title: () => "tissue context (PROST)" },
    others: {},
  },
  clustering: () => ({ name: "labels" }),
  assignsDomains: true,
  refinement({ adjacency, refineReach }, { reach }) {
    if (adjacency === "neighbour") return { name: "prost" };
    return { name: "prost", radius: refineReach === "auto" ? wider * Number(reach) : refineReach };
  },
  ownInputs: () => ({
    total: "median",
    rankedBy: { name: "PROST Index", needs: "spots on a lattice", score: prostIndex },
  }),
  needs: () => ["components", "positions", "samples"],
  plan: ({ cells, components }, { epochs }) => ({
    ...{ steps: epochs, endsEarly: true, units: epochs },
    description: `up to ${epochs} training steps on all cells`,
    record: { epochs },
    memory: {
      working: 4 * cells * (arrays * components + placeArrays * places),
      result: 4 * cells * (components + 1),
    },
  }),
  async embed(inputs, options, context) {
    const tissue = await prostTissue(
      inputs,
      options,
      context.task.placed(() => 0),
    );
    const trained = await trainProst(tissue, options, await context.engine(), context);
    const { reach } = tissue;
    return { ...trained, others: {}, settled: reach === undefined ? {} : { reach } };
  },
  words,
};

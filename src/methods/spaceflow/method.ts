import type { InputSize } from "../inputs.ts";
import type { Method, MethodPlan } from "../method.ts";
import { embed, embeddingSteps } from "./embed.ts";
import { spaceflowMemory } from "./memory.ts";
import { presets, type SpaceFlowOptions, spaceflowOptions } from "./options.ts";
import { references, words } from "./words.ts";

const float = 4;

/** SpaceFlow: graph convolutions over an alpha complex, trained to tell the tissue from a permuted one. */
export const spaceflow: Method<SpaceFlowOptions> = {
  name: "spaceflow",
  summary: "SpaceFlow: graph convolutions over an alpha complex by deep graph infomax, and Leiden communities",
  reference: references.spaceflow,
  options: spaceflowOptions,
  presets,
  seeded: true,
  usesEngine: true,
  embeddings: {
    primary: { key: "X_cellscape_spaceflow", title: () => "tissue context (SpaceFlow)" },
    others: {},
  },
  clustering: ({ nearest }) => ({ name: "leiden", options: { neighbors: nearest } }),
  needs: () => ["expression", "positions", "samples"],
  plan: planOf,
  economies: ({ pairs }) => (pairs > fewPairs ? [{ change: `--pairs ${fewPairs}`, options: { pairs: fewPairs } }] : []),
  embed,
  words,
};

/** So many pairs cost next to nothing. */
const fewPairs = 30_000;

function planOf(size: InputSize, options: SpaceFlowOptions): MethodPlan {
  const { epochs } = options;
  const result = float * size.cells * options.size;
  return {
    steps: epochs,
    endsEarly: true,
    units: epochs + embeddingSteps,
    memory: { working: spaceflowMemory(size, options) + result, result },
    description: `at most ${epochs} training steps on all cells`,
    record: { epochs },
  };
}

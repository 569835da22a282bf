import { z } from "zod";
import { positive, real, whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";

const records = {
  size: option(whole(2, 1024), { flag: "d", description: "units of both layers, and columns of the embedding" }),
  epochs: option(whole(1, 100_000), { flag: "n", description: "most training steps, each on all cells" }),
  learningRate: option(positive(1), { flag: "rate", description: "learning rate of Adam" }),
  patience: option(whole(1, 100_000), {
    flag: "n",
    description: "training ends after more steps than this without a new least loss, and never before step 100",
  }),
  regularisation: option(real(0, 100), {
    flag: "w",
    description: "weight of the term that keeps embeddings of pairs of cells apart",
  }),
  pairs: option(whole(1, 10_000_000), {
    flag: "m",
    description: "random pairs of cells of that term in each step; published: 1000000",
  }),
  spatial: option(z.enum(["published", "meant"]), {
    flag: "kind",
    description:
      "weights of the pairs: all alike, as the published program has them, or their distance in the tissue, as its paper has them",
  }),
  nearest: option(whole(2, 1000), {
    flag: "k",
    description: "nearest neighbours in the graph whose communities are the domains, the cell itself included",
  }),
} as const;

export type SpaceFlowOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

const usual: SpaceFlowOptions = {
  ...{ size: 50, epochs: 1000, learningRate: 1e-3, patience: 50 },
  ...{ regularisation: 0.1, pairs: 30_000, spatial: "published", nearest: 50 },
};

/** As published, with 30,000 pairs in each step: their term has the same expectation as that of a million. */
export const presets = {
  default: { options: usual, run: { seeds: 1 } },
} as const satisfies Presets<SpaceFlowOptions>;

export const spaceflowOptions = methodOptions("spaceflow", records, presets);

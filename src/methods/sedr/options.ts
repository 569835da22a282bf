import { z } from "zod";
import { auto, positive, real, whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";

const records = {
  nearest: option(z.union([auto, whole(1, 1000)]), {
    flag: "k",
    description: "nearest cells that are neighbours; auto: 12 on a lattice of hexagons, else 6",
  }),
  epochs: option(whole(1, 100_000), { flag: "n", description: "training steps of the first phase, each on all cells" }),
  clusterEpochs: option(whole(0, 100_000), {
    flag: "n",
    description: "training steps of the second phase, towards clusters of the embedding",
  }),
  clusters: option(whole(2, 1000), {
    flag: "k",
    description: "clusters of the second phase, whatever the number of domains",
  }),
  learningRate: option(positive(1), { flag: "rate", description: "learning rate of Adam" }),
  weightDecay: option(real(0, 1), { flag: "w", description: "weight decay of Adam, added to the gradient" }),
  dropoutRate: option(real(0, 0.99), {
    flag: "rate",
    description: "share of each layer's input that is dropped in training",
  }),
  maskRate: option(real(0.001, 0.999), {
    flag: "share",
    description: "share of the cells to whose input a learned row is added, in each step and in the embedding",
  }),
} as const;

export type SedrOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

const usual: SedrOptions = {
  ...{ nearest: "auto", epochs: 200, clusterEpochs: 200, clusters: 10 },
  ...{ learningRate: 0.01, weightDecay: 0.01, dropoutRate: 0.2, maskRate: 0.8 },
};

/** As version 2 of the published program: 200 components of z-scored genes. */
export const presets = {
  default: { options: usual, run: { seeds: 1, scale: "z-score", components: 200 } },
} as const satisfies Presets<SedrOptions>;

export const sedrOptions = methodOptions("sedr", records, presets);

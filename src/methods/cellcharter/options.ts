import { z } from "zod";
import { auto, positive, real, whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";

const records = {
  epochs: option(z.union([auto, whole(1, 100_000)]), {
    flag: "n",
    description: "passes over the cells, at most; auto: 400, and for more than 20,000 cells fewer in proportion",
  }),
  batchCells: option(whole(3, 100_000), { flag: "n", description: "cells of a training step" }),
  learningRate: option(positive(1), { flag: "rate", description: "learning rate of Adam" }),
  weightDecay: option(real(0, 1), { flag: "w", description: "weight decay of Adam, added to the gradient" }),
  dropoutRate: option(real(0, 0.99), {
    flag: "rate",
    description: "share of the encoder's units that is dropped in training",
  }),
  warmUp: option(whole(1, 100_000), {
    flag: "n",
    description: "epochs over which the weight of the divergence from the prior grows to 1",
  }),
  patience: option(whole(1, 100_000), {
    flag: "n",
    description: "training ends after so many epochs without a better loss on the cells left out of training",
  }),
  rings: option(whole(0, 20), {
    flag: "n",
    description: "rings of neighbours, at graph distance 1, 2 and so on, whose means stand beside each cell",
  }),
} as const;

export type CellCharterOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

const usual: CellCharterOptions = {
  ...{ epochs: "auto", batchCells: 128, learningRate: 1e-3, weightDecay: 1e-6, dropoutRate: 0.1 },
  ...{ warmUp: 400, patience: 45, rings: 3 },
};

export const presets = {
  default: { options: usual, run: { seeds: 1 } },
} as const satisfies Presets<CellCharterOptions>;

export const cellcharterOptions = methodOptions("cellcharter", records, presets);

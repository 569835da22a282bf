import { z } from "zod";
import { auto, positive, real, whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";

const records = {
  adjacency: option(z.enum(["neighbour", "distance"]), {
    flag: "how",
    description: "cells that attention reads: the nearest, or all within a distance",
  }),
  nearest: option(whole(2, 100), {
    flag: "k",
    description: "nearest cells with --adjacency neighbour, the cell itself included",
  }),
  reach: option(z.union([auto, positive()]), {
    flag: "length|auto",
    description:
      "distance of --adjacency distance, in position units; auto: 1.5 spacings on a lattice, elsewhere 10 neighbours on average",
  }),
  refineReach: option(z.union([auto, positive()]), {
    flag: "length|auto",
    description: "distance of its own refinement with --adjacency distance; auto: 1.5 times the other one",
  }),
  epochs: option(whole(1, 100_000), { flag: "N", description: "most epochs" }),
  learningRate: option(positive(10), { flag: "rate", description: "learning rate of Adam" }),
  weightDecay: option(real(0, 1e6), { flag: "x", description: "weight decay of Adam" }),
  dropoutRate: option(real(0, 0.99), {
    flag: "share",
    description: "share of attention weights that are dropped, in every pass",
  }),
  tolerance: option(real(0, 1), {
    flag: "share",
    description: "training ends when a smaller share of cells changes domain in an epoch",
  }),
} as const;

export type ProstOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

/** As published; centred log expression, 50 components, one vote of the 30 nearest for comparison. */
export const presets = {
  default: {
    options: {
      ...{ adjacency: "neighbour", nearest: 7, reach: "auto", refineReach: "auto" },
      ...{ epochs: 500, learningRate: 0.1, weightDecay: 5e-4, dropoutRate: 0.05, tolerance: 0.005 },
    },
    run: { seeds: 1, scale: "center", components: 50, policy: "comparison" },
  },
} as const satisfies Presets<ProstOptions>;

export const prostOptions = methodOptions("prost", records, presets);

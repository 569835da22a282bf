import type { z } from "zod";
import { positive, real, whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";

const records = {
  share: option(real(0.02, 100), {
    flag: "p",
    description: "weight of all other cells together beside that of the cell itself, 1: sets the length of the kernel",
  }),
  epochs: option(whole(1, 100_000), { flag: "N", description: "most epochs" }),
  learningRate: option(positive(10), { flag: "rate", description: "learning rate of Adam" }),
  tolerance: option(real(0, 1), {
    flag: "share",
    description: "training ends when a smaller share of cells changes domain in an epoch",
  }),
} as const;

export type SpagcnOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

/** Centred log expression, 50 components, one vote of the 30 nearest for comparison. */
export const presets = {
  default: {
    options: { share: 0.5, epochs: 200, learningRate: 0.05, tolerance: 0.005 },
    run: { seeds: 1, scale: "center", components: 50, policy: "comparison" },
  },
} as const satisfies Presets<SpagcnOptions>;

export const spagcnOptions = methodOptions("spagcn", records, presets);

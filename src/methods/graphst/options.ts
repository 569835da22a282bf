import { z } from "zod";
import { real, whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";

const records = {
  epochs: option(whole(0, 100_000), { flag: "E", basic: true, description: "training epochs, each over all cells" }),
  platform: option(z.enum(["spots", "slide", "stereo"]), {
    flag: "name",
    description: "kind of data: spots (spots and cells), slide (Slide-seq beads) or stereo (Stereo-seq bins)",
  }),
  nearest: option(whole(1, 100), { flag: "k", description: "nearest neighbours in the spatial graph" }),
  size: option(whole(2, 4096), { flag: "d", description: "width of the network" }),
  reconstructionWeight: option(real(0, 1e6), {
    flag: "x",
    description: "weight of the reconstruction loss beside the contrastive one",
  }),
  learningRate: option(real(0, 1e6), { flag: "x", description: "learning rate of Adam" }),
  clustered: option(whole(1, 4096), {
    flag: "d",
    description: "principal components of the reconstruction that domains are found in",
  }),
} as const;

export type GraphstOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

/** As published. */
export const presets = {
  default: {
    options: {
      ...{ epochs: 600, platform: "spots", nearest: 3, size: 64 },
      ...{ reconstructionWeight: 10, learningRate: 1e-3, clustered: 20 },
    },
    run: { seeds: 1 },
  },
} as const satisfies Presets<GraphstOptions>;

export const graphstOptions = methodOptions("graphst", records, presets);

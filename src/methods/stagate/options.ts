import { z } from "zod";
import { auto, positive, real, whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";

const records = {
  epochs: option(whole(0, 100_000), { flag: "E", basic: true, description: "training epochs, each over all cells" }),
  links: option(z.enum(["radius", "nearest"]), {
    flag: "how",
    description: "neighbours of a cell: all within a radius, or the nearest",
  }),
  reach: option(z.union([auto, positive()]), {
    flag: "length|auto",
    description:
      "radius of neighbours, in position units; auto: 1.5 spacings on a lattice, elsewhere 10 neighbours on average",
  }),
  nearest: option(whole(1, 100), { flag: "k", description: "nearest neighbours, where links are of the nearest" }),
  hidden: option(whole(1, 65_536), { flag: "d", description: "width of the hidden layers" }),
  size: option(whole(2, 65_536), { flag: "d", description: "dimensions of the embedding" }),
  learningRate: option(real(0, 1e6), { flag: "x", description: "learning rate of Adam" }),
  weightDecay: option(real(0, 1e6), { flag: "x", description: "weight decay of Adam" }),
  clip: option(positive(), { flag: "x", description: "largest length of the gradient" }),
} as const;

export type StagateOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

/** As published with its PyTorch program. */
export const presets = {
  default: {
    options: {
      ...{ epochs: 1000, links: "radius", reach: "auto", nearest: 6, hidden: 512, size: 30 },
      ...{ learningRate: 1e-3, weightDecay: 1e-4, clip: 5 },
    },
    run: { seeds: 1 },
  },
} as const satisfies Presets<StagateOptions>;

export const stagateOptions = methodOptions("stagate", records, presets);

import type { z } from "zod";
import { whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";

const records = {
  dims: option(whole(2, 10_000), { flag: "d", description: "leading principal components that are clustered" }),
} as const;

export type PcaOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

/** Log expression, 50 components, communities of the graph of 15 nearest neighbours (the cell itself included). */
export const presets = {
  default: {
    options: { dims: 50 },
    run: { seeds: 1, scale: "center", components: 50, clustering: { name: "louvain", options: { neighbors: 15 } } },
  },
} as const satisfies Presets<PcaOptions>;

export const pcaOptions = methodOptions("pca", records, presets);

import type { z } from "zod";
import { whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";

const records = {
  nearest: option(whole(2, 1000), {
    flag: "k",
    description: "nearest neighbours in the graph whose communities are the domains, the cell itself included",
  }),
} as const;

export type PcaOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

/** Centred log expression, 50 components, Louvain on the graph of 15 nearest neighbours, one vote of the 30 nearest in the tissue. */
export const presets = {
  default: { options: { nearest: 15 }, run: { seeds: 1, scale: "center", components: 50, policy: "comparison" } },
} as const satisfies Presets<PcaOptions>;

export const pcaOptions = methodOptions("pca", records, presets);

import { z } from "zod";
import { whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";
import { paperRun } from "../paperRun.ts";

const records = {
  features: option(z.enum(["components", "maf"]), {
    flag: "kind",
    description: "what is averaged: principal components, or their maximum autocorrelation factors (maf)",
  }),
  rounds: option(whole(0, 1000), { flag: "t", description: "rounds of averaging over spatial neighbours" }),
} as const;

export type SmoothOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

/** `paper`: on the input, and with the mixture, of the paper's preset. */
export const presets = {
  default: { options: { features: "components", rounds: 2 }, run: { seeds: 1 } },
  paper: { options: { features: "components", rounds: 2 }, run: paperRun },
} as const satisfies Presets<SmoothOptions>;

export const smoothOptions = methodOptions("smooth", records, presets);

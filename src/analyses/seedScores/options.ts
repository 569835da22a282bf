import { z } from "zod";
import type { OptionValues } from "../../core/options/option.ts";
import { defineOptions, option } from "../../core/options/option.ts";

export const seedScoreOptions = defineOptions("Known labels", {
  truth: option(z.string().min(1).optional(), {
    flag: "column",
    description: "column of obs with known labels, used for scores only",
  }),
});

export type SeedScoreOptions = OptionValues<typeof seedScoreOptions.table>;

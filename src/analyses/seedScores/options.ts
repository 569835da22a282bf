import { z } from "zod";
import { defineOptions, option } from "../../core/options/option.ts";

export const seedScoreOptions = defineOptions("Known labels", {
  truth: option(z.string().min(1).optional(), {
    flag: "column",
    description: "column of obs with known labels, for scores only: no step learns from it",
  }),
});

import { z } from "zod";
import { name, names, real } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";

/** Several samples: which there are, and batch effects between them. */
export const sampleOptions = defineOptions("Several samples", {
  sampleKey: option(name().optional(), {
    flag: "column",
    basic: true,
    description: "column of obs with the sample of each cell",
    otherwise: "one sample per file",
  }),
  overlap: option(real(0, 1).default(0.5), {
    flag: "share",
    description: "minimum share of shared genes: of the smallest sample's genes (run), of the model's genes (apply)",
  }),
  correct: option(z.enum(["auto", "combat", "none"]).default("auto"), {
    flag: "how",
    description: "batch correction: combat, none, or auto (combat for several samples)",
  }),
  batchKey: option(name().optional(), {
    flag: "column",
    description: "column of obs with the batches that ComBat corrects",
    otherwise: "the samples",
  }),
  alignSamples: option(z.enum(["auto", "counterparts", "none"]).default("auto"), {
    flag: "how",
    description:
      "embeddings of several samples: counterparts (cells are moved towards those of other samples that they resemble mutually), none, or auto (as the method and preset have it, none with --correct none)",
  }),
  covariates: option(names().optional(), {
    flag: "list",
    description: "columns of obs preserved by ComBat, separated by commas; they must vary within batches",
  }),
});

import { z } from "zod";
import { colocalizationOptions } from "../../analyses/colocalization/options.ts";
import { names, real, whole } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, option } from "../../core/options/option.ts";
import { executionOptions } from "../../run/options/execution.ts";
import { sampleOptions } from "../../run/options/samples.ts";
import { outputOptions } from "./output.ts";

const { colocalize, ...target } = colocalizationOptions.table;

/** What `cellscape colocalize` takes. */
export const colocalizeOptions = defineOptions("Options", {
  colocalize: option(names(), { ...metaOf(colocalize), basic: true }),
  ...target,
  sampleKey: sampleOptions.table.sampleKey,
  threshold: option(z.coerce.number().optional(), {
    flag: "value",
    description: "cells above it are high",
    otherwise: "the highest share",
  }),
  highShare: option(real(0, 1).default(0.1), { flag: "share", description: "share of a sample's cells that are high" }),
  null: option(z.enum(["shift", "labels"]).default("shift"), {
    flag: "how",
    description: "null model: shift moves each sample as a whole, which keeps patches; labels shuffles cells",
  }),
  permutations: option(whole(1).default(999), { flag: "N", description: "number of permutations" }),
  seed: executionOptions.table.seed,
  out: outputOptions.table.out,
});

import { z } from "zod";
import { name, names, positive, real, whole } from "../../core/options/kinds.ts";
import type { OptionValues } from "../../core/options/option.ts";
import { defineOptions, option } from "../../core/options/option.ts";

export const colocalizationOptions = defineOptions("Colocalisation", {
  colocalize: option(names().optional(), {
    flag: "list",
    description:
      "genes, or obs/COLUMN with a score, separated by commas: test whether cells high in them lie near --points or in --mask-file",
  }),
  points: option(name().optional(), {
    flag: "file",
    file: "always",
    description: "table of points, such as plaques: columns x and y (and sample), in position units",
  }),
  maskFile: option(name().optional(), {
    flag: "png",
    file: "always",
    description: "picture of a mask: anything but black is inside",
  }),
  maskPixel: option(positive().optional(), {
    flag: "length",
    description: "side of a pixel of the mask, in position units",
    otherwise: "1",
  }),
  maskOrigin: option(name().optional(), {
    flag: "x,y",
    description: "position of the first corner of the mask",
    otherwise: "0,0",
  }),
});

export type ColocalizationOptions = OptionValues<typeof colocalizationOptions.table>;

/** How one gene or score is tested; analyses of a run take the values that are here by default. */
export const colocalizationTestOptions = defineOptions("Test", {
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
});

export type ColocalizationTestOptions = OptionValues<typeof colocalizationTestOptions.table>;

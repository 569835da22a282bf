import { z } from "zod";
import { auto, real, whole } from "../../core/options/kinds.ts";
import { defineOptions, type OptionMeta, option } from "../../core/options/option.ts";
import { type ModelSettings, presets } from "./settings.ts";

/** An option that the preset decides where it is not given: its defaults in help are those of the presets. */
function preset<Schema extends z.ZodType>(setting: keyof ModelSettings, schema: Schema, meta: OptionMeta) {
  const [usual, paper] = [presets.default[setting], presets.paper[setting]];
  const otherwise = usual === paper ? `${usual}` : `${usual}; paper: ${paper}`;
  return option(schema.optional(), { ...meta, otherwise });
}

/** Options of the network; their ranges and the presets that they replace stand here and in `settings.ts`. */
export const cellscapeOptions = defineOptions("Method cellscape", {
  variant: option(z.enum(["full", "spatial-only"]).default("full"), {
    flag: "name",
    basic: true,
    description:
      "full: embeddings of tissue context and of expression; spatial-only (CellScape_CCI): context alone, faster",
  }),
  epochs: option(whole(0, 100_000).optional(), {
    flag: "E",
    basic: true,
    description: "training epochs",
    otherwise: "40; as many as needed in batches",
  }),
  batch: option(z.union([auto, z.literal("none"), whole(0, 1e9)]).default("auto"), {
    flag: "cells|auto|none",
    description: "cells per training step; none or 0: all; auto: all unless there are many",
  }),
  start: preset("start", z.enum(["components", "random"]), {
    flag: "how",
    description: "initial weights: components (epoch 0 is nearly the smoothed components) or random",
  }),
  intrinsic: preset("intrinsic", z.enum(["decoupled", "joint"]), {
    flag: "design",
    description: "training of the expression branch: decoupled (own loss) or joint",
  }),
  hidden: preset("hidden", whole(1), { flag: "d", description: "width of the first attention layers" }),
  layers: preset("layers", whole(1, 8), { flag: "N", description: "attention layers" }),
  heads: preset("heads", whole(1, 64), { flag: "h", description: "attention heads" }),
  spatialSize: preset("spatialSize", whole(2), { flag: "d", description: "dimensions of z_spatial" }),
  intrinsicSize: preset("intrinsicSize", whole(2), { flag: "d", description: "dimensions of z_intrinsic" }),
  jointSize: preset("jointSize", whole(2), { flag: "d", description: "dimensions of the fused z" }),
  maskRate: preset("mask", real(0.01, 0.99), { flag: "share", description: "share of cells masked per step" }),
  gamma: preset("gamma", real(0.1, 20), { flag: "x", description: "exponent of the scaled cosine error" }),
  tau: preset("tau", real(0.001, 100), { flag: "x", description: "temperature of the contrastive loss" }),
  anchors: preset("anchors", whole(1), {
    flag: "N",
    description: "contrastive anchors per step, where there are over twice as many cells",
  }),
  learningRate: preset("learningRate", real(0, 1e6), { flag: "x", description: "learning rate of Adam" }),
  weightDecay: preset("weightDecay", real(0, 1e6), { flag: "x", description: "weight decay of Adam" }),
  decayEvery: preset("decayEvery", whole(1), {
    flag: "E",
    description: "epochs between halvings of the learning rate",
  }),
  gradients: preset("gradients", z.enum(["sum", "pcgrad"]), {
    flag: "how",
    description: "combination of the gradients of the two losses: sum or pcgrad",
  }),
});

import { z } from "zod";
import { CellScapeError } from "../../core/errors.ts";
import { auto, listed, real, whole } from "../../core/options/kinds.ts";
import { option } from "../../core/options/option.ts";
import { flagOf } from "../../core/options/parse.ts";
import type { Presets } from "../method.ts";
import { methodOptions } from "../methodOptions.ts";
import { paperRun } from "../paperRun.ts";

/** Everything that may be chosen about the network and its training. */
const records = {
  variant: option(z.enum(["full", "spatial-only"]), {
    flag: "name",
    basic: true,
    description:
      "branches of the network: full (spatial and intrinsic) or spatial-only (CellScape_CCI), which is faster",
  }),
  epochs: option(z.union([auto, whole(0, 100_000)]), {
    flag: "E|auto",
    basic: true,
    description: "training epochs; auto: 40 on the full graph, in batches as many as make 40 steps",
  }),
  batch: option(
    z.preprocess(
      (value) => (value === 0 || value === "0" ? "none" : value),
      z.union([auto, z.literal("none"), whole(2, 1e9)]),
    ),
    {
      flag: "cells|auto|none",
      description: "cells per training step; none or 0: the full graph; auto: the full graph up to 8,192 cells",
    },
  ),
  start: option(z.enum(["components", "random"]), {
    flag: "how",
    description: "initial weights: components (epoch 0 is nearly the smoothed components) or random",
  }),
  intrinsic: option(z.enum(["decoupled", "joint"]), {
    flag: "design",
    description: "training of the intrinsic branch: decoupled (reconstruction loss of its own) or joint",
  }),
  gradients: option(z.enum(["sum", "pcgrad"]), {
    flag: "how",
    description: "combination of the gradients of the two losses: sum or pcgrad",
  }),
  decoderAttention: option(z.enum(["input", "output"]), {
    flag: "where",
    description: "decoder attention on z (input), or on z projected to the output, as in a plain GAT layer",
  }),
  inputPower: option(real(0, 1e6), {
    flag: "x",
    description: "mean squared length that input rows are scaled to; 0: unscaled",
  }),
  hidden: option(whole(1, 65_536), { flag: "d", description: "width of all attention layers but the last" }),
  layers: option(whole(1, 8), { flag: "N", description: "attention layers" }),
  heads: option(whole(1, 64), { flag: "h", description: "attention heads" }),
  spatialSize: option(whole(2, 65_536), { flag: "d", description: "dimensions of z_spatial" }),
  intrinsicSize: option(whole(2, 65_536), { flag: "d", description: "dimensions of z_intrinsic" }),
  jointSize: option(whole(2, 65_536), { flag: "d", description: "dimensions of the fused z" }),
  channels: option(z.preprocess(listed, z.array(whole(1, 4096)).min(1)), {
    flag: "list",
    description: "channels of the 3 x 3 convolutions of the intrinsic branch, separated by commas",
  }),
  momentum: option(real(0, 1), {
    flag: "share",
    description: "weight of the newest batch in the running statistics of batch normalisation",
  }),
  maskRate: option(real(0.01, 0.99), { flag: "share", description: "share of cells masked per step" }),
  gamma: option(real(0.1, 20), { flag: "x", description: "exponent of the scaled cosine error" }),
  tau: option(real(0.001, 100), { flag: "x", description: "temperature of the contrastive loss" }),
  anchors: option(whole(1, 1e9), {
    flag: "N",
    description: "contrastive anchors per step, where there are over twice as many cells",
  }),
  learningRate: option(real(0, 1e6), { flag: "x", description: "learning rate of Adam" }),
  weightDecay: option(real(0, 1e6), { flag: "x", description: "weight decay of Adam" }),
  decayEvery: option(whole(1, 1e9), { flag: "E", description: "epochs between halvings of the learning rate" }),
} as const;

/** Values of all of them. */
export type CellScapeOptions = Readonly<z.output<z.ZodObject<typeof records>>>;

export type VariantName = CellScapeOptions["variant"];

const paper: CellScapeOptions = {
  variant: "full",
  start: "random",
  intrinsic: "joint",
  gradients: "pcgrad",
  decoderAttention: "output",
  inputPower: 0,
  layers: 2,
  heads: 4,
  hidden: 128,
  spatialSize: 128,
  intrinsicSize: 64,
  jointSize: 64,
  channels: [8, 16],
  momentum: 0.1,
  maskRate: 0.5,
  gamma: 3,
  tau: 0.5,
  anchors: 1024,
  epochs: "auto",
  batch: "auto",
  learningRate: 1e-3,
  weightDecay: 1e-4,
  decayEvery: 50,
};

const recipe: CellScapeOptions = {
  ...paper,
  start: "components",
  intrinsic: "decoupled",
  gradients: "sum",
  decoderAttention: "input",
  inputPower: 8,
  spatialSize: 64,
  intrinsicSize: 16,
  momentum: 0.3,
};

/** `default` is the recipe: accurate, stable over seeds, cheap. `paper` reads the paper literally. */
export const presets = {
  default: { options: recipe, run: { alignSamples: "counterparts" } },
  paper: { options: paper, run: paperRun },
} as const satisfies Presets<CellScapeOptions>;

export const cellscapeOptions = methodOptions("cellscape", records, presets);

const schema = z.strictObject(records);

/**
 * Check values that did not come through the flags of a run, and what depends on several of them.
 *
 * @throws bad-option naming the option, what it may be and what it is.
 */
export function checkOptions(options: CellScapeOptions): void {
  const [fault] = schema.safeParse(options).error?.issues ?? [];
  if (fault) {
    const name = String(fault.path[0] ?? "options");
    const got = JSON.stringify(Object.entries(options).find(([each]) => each === name)?.[1]);
    throw new CellScapeError("bad-option", `cellscape: --${flagOf(name)}: ${fault.message}, got ${got}`);
  }
  const { layers, hidden, heads } = options;
  if (layers === 1 || hidden % heads === 0) return;
  throw new CellScapeError("bad-option", `cellscape: --hidden: expected a multiple of heads (${heads}), got ${hidden}`);
}

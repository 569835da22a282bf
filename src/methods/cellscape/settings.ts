import { CellScapeError } from "../../core/errors.ts";

export type VariantName = "full" | "spatial-only";

/** Everything that may be chosen about the model and its training; METHOD names and defaults. */
export interface ModelSettings {
  /** `full` has the intrinsic branch; `spatial-only` is the paper's CellScape_CCI. */
  readonly variant: VariantName;
  /** `components`: epoch 0 is almost the smoothed input. `random`: Glorot, as in the paper. */
  readonly start: "components" | "random";
  /** `joint`: the intrinsic branch learns from the two losses of the fused z. `decoupled`: from a loss of its own. */
  readonly intrinsic: "decoupled" | "joint";
  /** How the two losses' gradients are joined. */
  readonly gradients: "sum" | "pcgrad";
  /** What the decoder's attention looks at: z itself, or z projected to the output as in a plain GAT layer. */
  readonly decoderAttention: "input" | "output";
  /** Mean squared length that the input's rows are scaled to; 0 leaves them as they are. */
  readonly inputPower: number;
  /** Graph attention layers, the last one included. */
  readonly layers: number;
  readonly heads: number;
  /** Width of every graph attention layer but the last, all heads together. */
  readonly hidden: number;
  /** Dimensions of z_spatial, z_intrinsic and the fused z. */
  readonly spatialSize: number;
  readonly intrinsicSize: number;
  readonly jointSize: number;
  /** Channels of each 3 x 3 convolution of the intrinsic branch. */
  readonly channels: readonly number[];
  /** Weight of the newest batch in the running statistics of batch normalisation. */
  readonly momentum: number;
  /** Share of cells masked in each step. */
  readonly mask: number;
  /** Exponent of the scaled cosine error. */
  readonly gamma: number;
  /** Temperature of the contrastive loss. */
  readonly tau: number;
  /** Contrastive anchors a step when there are over twice as many cells; else every cell is one. */
  readonly anchors: number;
  /** Passes over the tissue; auto: 40 on the full graph, fewer in batches, see `train/plan.ts`. */
  readonly epochs: number | "auto";
  /** Cells a step sees, about; none: all of them; auto: all of them unless there are many. */
  readonly batch: number | "auto" | "none";
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Epochs between halvings of the learning rate. */
  readonly decayEvery: number;
}

const paper: ModelSettings = {
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
  mask: 0.5,
  gamma: 3,
  tau: 0.5,
  anchors: 1024,
  epochs: "auto",
  batch: "auto",
  learningRate: 1e-3,
  weightDecay: 1e-4,
  decayEvery: 50,
};

/** `default` is the recipe: accurate, stable over seeds, cheap. `paper` reads the paper literally. */
export const presets: { readonly default: ModelSettings; readonly paper: ModelSettings } = {
  default: {
    ...paper,
    start: "components",
    intrinsic: "decoupled",
    gradients: "sum",
    decoderAttention: "input",
    inputPower: 8,
    spatialSize: 64,
    intrinsicSize: 16,
    momentum: 0.3,
  },
  paper,
};

/** Range of every numeric setting: lowest, highest, whether it must be whole, and words that it may be instead. */
const ranges: Readonly<Record<string, readonly [number, number, "whole" | "real", ...string[]]>> = {
  inputPower: [0, 1e6, "real"],
  layers: [1, 8, "whole"],
  heads: [1, 64, "whole"],
  hidden: [1, 65_536, "whole"],
  spatialSize: [1, 65_536, "whole"],
  intrinsicSize: [1, 65_536, "whole"],
  jointSize: [1, 65_536, "whole"],
  momentum: [0, 1, "real"],
  mask: [0.01, 0.99, "real"],
  gamma: [0.1, 20, "real"],
  tau: [0.001, 100, "real"],
  anchors: [1, 1e9, "whole"],
  epochs: [0, 100_000, "whole", "auto"],
  batch: [2, 1e9, "whole", "auto", "none"],
  learningRate: [0, 1e6, "real"],
  weightDecay: [0, 1e6, "real"],
  decayEvery: [1, 1e9, "whole"],
};

const choices: Readonly<Record<string, readonly string[]>> = {
  variant: ["full", "spatial-only"],
  start: ["components", "random"],
  intrinsic: ["decoupled", "joint"],
  gradients: ["sum", "pcgrad"],
  decoderAttention: ["input", "output"],
};

/** @throws bad-option naming the setting, what it may be and what it is. */
export function checkSettings(settings: ModelSettings): void {
  const given = new Map<string, unknown>(Object.entries(settings));
  for (const [name, [low, high, kind, ...words]] of Object.entries(ranges)) {
    const value = given.get(name);
    const fits = typeof value === "number" && value >= low && value <= high;
    if (fits && (kind === "real" || Number.isInteger(value))) continue;
    if (typeof value === "string" && words.includes(value)) continue;
    fail(name, [`a ${kind} number from ${low} to ${high}`, ...words].join(" or "), value);
  }
  for (const [name, allowed] of Object.entries(choices)) {
    const value = given.get(name);
    if (typeof value !== "string" || !allowed.includes(value)) fail(name, `one of ${allowed.join(", ")}`, value);
  }
  const { layers, hidden, heads, channels } = settings;
  if (layers > 1 && hidden % heads !== 0) fail("hidden", `a multiple of heads (${heads})`, hidden);
  if (channels.length === 0 || channels.some((count) => !Number.isInteger(count) || count < 1)) {
    fail("channels", "one or more whole numbers from 1", `[${channels.join(", ")}]`);
  }
}

function fail(name: string, expected: string, got: unknown): never {
  throw new CellScapeError("bad-option", `settings: expected ${name} to be ${expected}, got ${String(got)}`);
}

import { z } from "zod";
import type { Transfer } from "../method.ts";
import { embed } from "./embed.ts";
import { encoderOnnx } from "./encoderOnnx.ts";
import type { TrainedModel } from "./trainedModel.ts";

/** JSON has no number for infinity: it comes as text. */
const number = z.union([z.number(), z.enum(["Infinity", "-Infinity", "NaN"]).transform(Number)]);
const singles = z.array(number).transform((values) => Float32Array.from(values));
const size = z.number().int().min(0);

const parameter = z
  .object({ name: z.string(), shape: z.array(size), values: singles })
  .refine(({ shape, values }) => values.length === shape.reduce((a, b) => a * b, 1), "its values do not fill it");

/** Models of the first format name the mask rate `mask`. */
const renamed = (settings: unknown): unknown =>
  typeof settings === "object" && settings !== null && "mask" in settings
    ? { ...settings, maskRate: settings.mask }
    : settings;

const settings = z.preprocess(
  renamed,
  z.object({
    variant: z.enum(["full", "spatial-only"]),
    start: z.enum(["components", "random"]),
    intrinsic: z.enum(["decoupled", "joint"]),
    gradients: z.enum(["sum", "pcgrad"]),
    decoderAttention: z.enum(["input", "output"]),
    inputPower: z.number(),
    layers: size,
    heads: size,
    hidden: size,
    spatialSize: size,
    intrinsicSize: size,
    jointSize: size,
    channels: z.array(size),
    momentum: z.number(),
    maskRate: z.number(),
    gamma: z.number(),
    tau: z.number(),
    anchors: size,
    epochs: z.union([size, z.literal("auto")]),
    batch: z.union([size, z.enum(["auto", "none"])]),
    learningRate: z.number(),
    weightDecay: z.number(),
    decayEvery: size,
  }),
);

const network = z
  .object({
    settings,
    inputs: size,
    scale: z.number(),
    parameters: z.array(parameter),
    running: singles.optional(),
    geneMap: z
      .object({ side: size, gene: z.array(z.number()).transform((genes) => Int32Array.from(genes)) })
      .optional(),
  })
  .transform(
    ({ running, geneMap, ...plain }): TrainedModel => ({
      ...plain,
      ...(running ? { running } : {}),
      ...(geneMap ? { geneMap } : {}),
    }),
  );

/** Embedding of other cells with a trained network. */
export const transfer: Transfer = {
  schema: network,
  inputsOf: (model) => modelOf(model).inputs,
  async embed(model, { components, graph, scaled }, engine) {
    const data = { input: components, graph, expression: scaled };
    const { spatial, intrinsic, fused } = await embed(modelOf(model), data, engine);
    return { primary: spatial, others: { ...(intrinsic ? { intrinsic } : {}), fused } };
  },
  onnx: (model) => encoderOnnx(modelOf(model)),
};

/** Models come from `train` or through `schema`. */
const modelOf = (model: object): TrainedModel => model as TrainedModel;

import { z } from "zod";
import type { TransferModel } from "./transferModel.ts";

/** JSON has no number for infinity: it comes as text. */
const number = z.union([z.number(), z.enum(["Infinity", "-Infinity", "NaN"]).transform(Number)]);
const doubles = z.array(number).transform((values) => Float64Array.from(values));
const singles = z.array(number).transform((values) => Float32Array.from(values));
const size = z.number().int().min(0);
const names = z.array(z.string());

const matrix = z
  .object({ rows: size, columns: size, values: doubles })
  .refine(({ rows, columns, values }) => values.length === rows * columns, "its values do not fill it");

const parameter = z
  .object({ name: z.string(), shape: z.array(size), values: singles })
  .refine(({ shape, values }) => values.length === shape.reduce((a, b) => a * b, 1), "its values do not fill it");

const settings = z.object({
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
});

const network = z.object({
  settings,
  inputs: size,
  scale: z.number(),
  parameters: z.array(parameter),
  running: singles.optional(),
  geneMap: z.object({ side: size, gene: z.array(z.number()).transform((genes) => Int32Array.from(genes)) }).optional(),
});

/** What `model.json` must hold; arrays of numbers arrive as typed arrays. */
const schema = z
  .object({
    genes: names,
    measured: names,
    normalize: z.boolean(),
    reference: z.object({ mean: doubles, deviation: doubles }),
    scaling: z.object({ offset: doubles, divisor: doubles, clip: number }),
    components: z.object({ mean: doubles, loadings: matrix.optional() }),
    graph: z.object({
      kind: z.enum(["auto", "delaunay", "nearest"]),
      neighbors: size,
      radius: z.number().optional(),
    }),
    network,
    domains: z.object({
      names,
      classifier: z.object({
        centre: doubles,
        axes: matrix,
        means: matrix,
        weights: doubles,
        distances: doubles,
      }),
      vote: z.union([size, z.literal("auto")]),
    }),
    training: z.object({ cells: size, samples: names, seed: size }),
  })
  .superRefine(({ genes, reference, scaling, components, network: { inputs }, domains }, context) => {
    const p = genes.length;
    const { classifier } = domains;
    const fits: Readonly<Record<string, boolean>> = {
      reference: reference.mean.length === p && reference.deviation.length === p,
      scaling: scaling.offset.length === p && scaling.divisor.length === p,
      components:
        components.mean.length === p &&
        (components.loadings === undefined
          ? inputs === p
          : components.loadings.rows === p && components.loadings.columns === inputs),
      domains:
        classifier.weights.length === domains.names.length &&
        classifier.means.rows === domains.names.length &&
        classifier.means.columns === classifier.axes.columns &&
        classifier.centre.length === classifier.axes.rows &&
        classifier.distances.length === 101,
    };
    for (const [name, right] of Object.entries(fits)) {
      if (!right) context.addIssue({ code: "custom", path: [name], message: "its sizes do not fit" });
    }
  });

/**
 * A transfer model from the content of `model.json`.
 *
 * @returns the model, or the place and the words of what is wrong.
 */
export function parseModel(content: unknown): TransferModel | { readonly wrong: string } {
  const parsed = schema.safeParse(content);
  if (parsed.success) {
    const { graph, components, network: net, ...rest } = parsed.data;
    const { running, geneMap, ...plain } = net;
    return {
      ...rest,
      graph: { ...graph, radius: graph.radius },
      components: { mean: components.mean, loadings: components.loadings },
      network: { ...plain, ...(running ? { running } : {}), ...(geneMap ? { geneMap } : {}) },
    };
  }
  const [{ path, message }] = parsed.error.issues;
  return { wrong: `${path.join(".")}: ${message}` };
}

import { z } from "zod";
import { allMethods } from "../../methods/registry.ts";
import type { TransferModel } from "../transferModel.ts";

/** JSON has no number for infinity: it comes as text. */
const number = z.union([z.number(), z.enum(["Infinity", "-Infinity", "NaN"]).transform(Number)]);
const doubles = z.array(number).transform((values) => Float64Array.from(values));
const size = z.number().int().min(0);
const names = z.array(z.string());

const matrix = z
  .object({ rows: size, columns: size, values: doubles })
  .refine(({ rows, columns, values }) => values.length === rows * columns, "its values do not fill it");

/** What `model.json` must hold; arrays of numbers arrive as typed arrays. */
const schema = z
  .object({
    genes: names,
    measured: names,
    normalize: z.boolean(),
    cofactor: z.number().positive().optional(),
    reference: z.object({ mean: doubles, deviation: doubles }),
    scaling: z.object({ offset: doubles, divisor: doubles, clip: number }),
    components: z.object({ mean: doubles, loadings: matrix.optional() }),
    graph: z.object({
      kind: z.enum(["auto", "delaunay", "nearest"]),
      neighbors: size,
      radius: z.number().optional(),
    }),
    /** Models of the first format are of this method. */
    method: z.string().default("cellscape"),
    network: z.unknown(),
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
  .superRefine(({ genes, reference, scaling, components, domains }, context) => {
    const p = genes.length;
    const { classifier } = domains;
    const fits: Readonly<Record<string, boolean>> = {
      reference: reference.mean.length === p && reference.deviation.length === p,
      scaling: scaling.offset.length === p && scaling.divisor.length === p,
      components: components.mean.length === p && (components.loadings === undefined || components.loadings.rows === p),
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
  if (!parsed.success) return wrongIn(parsed.error.issues[0]);
  const { graph, components, method: name, network, ...rest } = parsed.data;
  const method = allMethods().find((each) => each.name === name);
  if (!method?.transfer) return { wrong: `method: expected one whose models can be applied, got ${name}` };
  const read = method.transfer.schema.safeParse(network);
  if (!read.success) return wrongIn(read.error.issues[0], "network.");
  const inputs = components.loadings?.columns ?? rest.genes.length;
  if (method.transfer.inputsOf(read.data) !== inputs) return { wrong: "components: its sizes do not fit" };
  return {
    ...rest,
    graph: { ...graph, radius: graph.radius },
    components: { mean: components.mean, loadings: components.loadings },
    method: name,
    network: read.data,
  };
}

function wrongIn({ path, message }: { path: readonly PropertyKey[]; message: string }, within = "") {
  return { wrong: `${within}${path.map(String).join(".")}: ${message}` };
}

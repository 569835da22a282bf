import type { Matrix } from "../data/matrix.ts";
import type { InputName, MethodInputs } from "./inputs.ts";
import type { EmbedContext, Method, MethodPlan } from "./method.ts";
import { methodOptions } from "./methodOptions.ts";

/** A method without options of its own, in as few words as possible. */
export interface SimpleMethod<Needs extends InputName> {
  /** As users type it: `--method NAME`. */
  readonly name: string;
  /** One line for help, which the methods paragraph uses too: `components averaged over neighbours`. */
  readonly summary: string;
  /** Inputs that `embed` reads. */
  readonly needs: readonly Needs[];
  /** False if the embedding does not depend on the seed; true by default. */
  readonly seeded?: boolean;
  /** Columns of the embedding, for the memory plan; those of the components by default. */
  readonly columns?: number;
  /** The embedding of all cells, [n, columns]: the same bytes for the same inputs and seed. */
  embed(inputs: Pick<MethodInputs, Needs>, context: EmbedContext): Promise<Matrix> | Matrix;
}

/**
 * A whole `Method` from its name and how it embeds. Methods with options, losses, plans or models of their own are written
 * out as `Method`.
 *
 * @example
 * import { defineMethod, registerMethod } from "cellscape/methods";
 * import { smooth } from "cellscape/spatial";
 * registerMethod(
 *   defineMethod({
 *     name: "blur",
 *     summary: "components averaged over neighbours",
 *     needs: ["components", "graph"],
 *     embed: ({ components, graph }) => smooth(components, graph, 3),
 *   }),
 * );
 */
export function defineMethod<Needs extends InputName>({
  name,
  summary,
  needs,
  seeded = true,
  columns,
  embed,
}: SimpleMethod<Needs>): Method {
  const presets = { default: { options: {} } };
  return {
    ...{ name, summary, reference: undefined, presets, seeded, usesEngine: true },
    options: methodOptions(name, {}, presets),
    embeddings: { primary: { key: `X_cellscape_${name}`, title: () => summary }, others: {} },
    needs: () => needs,
    plan: ({ cells, components }): MethodPlan => ({
      ...{ steps: 0, units: 1, description: "one embedding of all cells", record: {} },
      memory: { working: 0, result: BYTES * cells * (columns ?? components) },
    }),
    async embed(inputs, _, context) {
      const primary = await embed(inputs, context);
      return { primary, others: {}, losses: {}, stoppedEarly: false, settled: {} };
    },
    words: {
      does: () => `Embedding cells (${name})`,
      lead: () => summary,
      paragraph: ({ cells, noun }) => [`The ${cells} ${noun.many} were embedded by ${name}: ${summary}.`],
    },
  };
}

/** Of a number in double precision. */
const BYTES = 8;

import { z } from "zod";

const number = z.number().or(z.nan());
const numbers = z.array(number);
/** A list of texts; an empty one is a list of numbers in AnnData. */
const texts = z.array(z.string()).or(
  z
    .array(number)
    .length(0)
    .transform((): string[] => []),
);

/** What a result.h5ad says of the run that made it, as far as its artifacts can be made from it. */
export const runRecordSchema = z.object({
  version: z.string(),
  engine: z.string().default("none"),
  options: z.record(z.string(), z.unknown()),
  model: z.unknown(),
  seeds: numbers.default([]),
  counts_from: z.string().optional(),
  positions_from: z.string().optional(),
  unit_um: z.number().optional(),
  cells_used: z.number().optional(),
  /** Only where the run applied a saved model. */
  genes_of_model: z.number().optional(),
  samples: z
    .object({
      column: z.string(),
      names: texts,
    })
    .optional(),
  gene_map: z
    .object({
      ...{ side: z.number(), gene: numbers, objective: number },
      ...{ pairs: z.number(), distance: number, random: number, ratio: number },
    })
    .optional(),
  domain_count: z
    .object({
      ...{ chosen: z.number(), runner_up: z.number(), margin: number, plausible: numbers },
      ...{ k: numbers, score: numbers, gain: numbers, stability: numbers, coherence: numbers },
    })
    .optional(),
  domains: z.object({
    count: z.number(),
    names: texts.optional(),
    sizes: numbers,
    stability: numbers.optional(),
    agreement: number.default(Number.NaN),
    seed: z.number().optional(),
    fits: z.object({ embedding: numbers, features: texts, components: numbers }).optional(),
    refinement: z.object({ neighbors: z.number(), rounds: z.number() }).optional(),
  }),
  kinds: z
    .object({
      columns: texts,
      ...{ support: numbers, seeds: numbers, stability: numbers, agreement: numbers, differing: numbers },
      ...{ support_of_families: z.record(z.string(), numbers), candidates: z.number(), domains: z.number() },
    })
    .optional(),
  losses: z.record(z.string(), z.record(z.string(), numbers)).default({}),
  input: z.object({ name: z.string().optional() }).default({}),
  notes: texts.default([]),
  warnings: texts.default([]),
});

/** See `runRecordSchema`. */
export type RunRecord = z.output<typeof runRecordSchema>;

import { z } from "zod";
import { memoryPattern } from "../../core/memorySize.ts";
import { name, positive, whole } from "../../core/options/kinds.ts";

// A list comes first: one of a single number would also be read as that number.
const seeds = z.union([z.array(whole(0)).min(1), whole(1, 1000)]);
const settings = z.record(name(), z.unknown());
/** Values that a command takes. */
const placed = z.record(z.string().regex(/^\w+$/), z.union([z.string(), z.number(), z.boolean()]));
const one = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema)]);

const data = z.strictObject({
  file: name(),
  name: name().optional(),
  truth: name().optional(),
  unknown: z.array(z.coerce.string()).optional(),
  domains: whole(1, 1000).optional(),
  /** Options of reading: counts, positions, sampleKey, unitUm and the like. */
  settings: settings.optional(),
  /** Labels that exist: columns of obs, or files of one label per line, by the name of the method. */
  labels: z.record(name(), one(name())).optional(),
});

const method = z.union([
  name(),
  z.strictObject({
    name: name().optional(),
    method: name(),
    preset: name().optional(),
    settings: settings.optional(),
    seeds: seeds.optional(),
    inputs: z.enum(["paper", "own"]).optional(),
  }),
  z.strictObject({ plugin: name(), name: name().optional(), settings: placed.optional(), seeds: seeds.optional() }),
]);

/** The file of a plan. */
export const planSchema = z.strictObject({
  data: z.array(data).min(1),
  methods: z.array(method).min(1).default(["all"]),
  seeds: seeds.optional(),
  reference: name().optional(),
  vote: whole(1, 1000).optional(),
  inputs: z.enum(["paper", "own"]).optional(),
  timeLimit: positive().optional(),
  memoryLimit: z.string().regex(memoryPattern).optional(),
  vary: z.record(name(), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)).optional(),
});

export type PlanFile = z.output<typeof planSchema>;
export type PlanData = PlanFile["data"][number];
export type PlanMethod = PlanFile["methods"][number];

/** The file of a plug-in: a program of someone else. */
export const pluginSchema = z.strictObject({
  name: name(),
  command: z.union([name(), z.array(name()).min(1)]),
  kind: z.enum(["labels", "embedding"]),
  /** A clustering by its name, or with options of its own. */
  clusterer: z
    .union([
      name(),
      /** Nearest neighbours, the cell itself included. */
      z.strictObject({ name: z.enum(["louvain", "leiden"]), neighbors: whole(2) }),
      /** Principal components of the embedding, or all its columns. */
      z.strictObject({ name: z.literal("mclust"), components: z.union([whole(1), z.literal("all")]) }),
    ])
    .optional(),
  cites: name().optional(),
  seedFlag: name().optional(),
  /** Settings of the program with their usual values, by their places in the command. */
  settings: placed.optional(),
});

export type PluginFile = z.output<typeof pluginSchema>;

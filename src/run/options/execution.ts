import { z } from "zod";
import { memoryPattern } from "../../core/memorySize.ts";
import { auto, whole } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, type Options, option } from "../../core/options/option.ts";
import { allMethods } from "../../methods/registry.ts";

/** Method, seeds and machine. */
export const executionOptions = defineOptions("Method and execution", {
  method: option(z.string().min(1).default("cellscape"), {
    flag: "name",
    basic: true,
    description: "method that embeds the cells",
  }),
  preset: option(z.string().min(1).default("default"), {
    flag: "name",
    description: "values of the method's options and of the steps around it: default, or paper (as published)",
  }),
  seed: option(whole(0).default(0), {
    flag: "N",
    basic: true,
    description: "random seed; the same seed and engine give the same bytes",
  }),
  seeds: option(z.union([auto, whole(1, 100)]).default("auto"), {
    flag: "S|auto",
    basic: true,
    description:
      "independently seeded models combined by consensus clustering; auto: 5 for several small samples, else 1",
  }),
  saveModel: option(z.boolean().default(false), {
    basic: true,
    description: "also write model.cellscape; with it, cellscape apply labels new samples",
  }),
  replace: option(z.boolean().optional(), {
    description: "overwrite entries of the input under the names that scanpy uses (X_umap, neighbors, ...)",
  }),
  engine: option(z.enum(["auto", "native", "wasm", "webgpu", "cuda", "reference"]).default("auto"), {
    flag: "name",
    basic: true,
    description:
      "compute backend: native (ONNX Runtime), wasm, webgpu or cuda (fall back to native), reference (slow), or auto",
  }),
  threads: option(whole(1, 256).optional(), {
    flag: "T",
    inPage: false,
    description: "threads of the engine, 16 at most; results do not depend on them",
    otherwise: "number of cores",
  }),
  memory: option(z.string().regex(memoryPattern).optional(), {
    flag: "4GB|500MB",
    basic: true,
    description: "memory limit; batches are reduced to fit, or the run is rejected before it starts",
    otherwise: "80 % of what is free",
  }),
});

/** The same for help: `--method` lists the methods, those registered by a program among them. */
export function executionOptionsWithMethods(): Options<typeof executionOptions.table> {
  const { method, ...others } = executionOptions.table;
  const methods = allMethods().map(({ name, summary }) => `${name} (${summary})`);
  const meta = metaOf(method);
  const listed = option(method, { ...meta, description: `${meta.description}: ${methods.join("; ")}` });
  return defineOptions(executionOptions.heading, { method: listed, ...others });
}

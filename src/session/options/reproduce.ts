import { z } from "zod";
import { name } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, option } from "../../core/options/option.ts";
import { executionOptions } from "../../run/options/execution.ts";
import { outputOptions } from "./output.ts";

/** What `cellscape reproduce` takes. */
export const reproduceOptions = defineOptions("Options", {
  input: option(z.array(name()).optional(), {
    flag: "path",
    basic: true,
    repeats: true,
    variadic: true,
    description: "inputs of the run, in its order",
    otherwise: "where the run found them, or beside the manifest",
  }),
  out: option(name().optional(), { ...metaOf(outputOptions.table.out), otherwise: "a temporary folder" }),
  engine: option(z.enum(["auto", "native", "wasm", "webgpu", "cuda", "reference"]).optional(), {
    ...metaOf(executionOptions.table.engine),
    otherwise: "that of the run",
  }),
  threads: executionOptions.table.threads,
});

import { z } from "zod";
import { real } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, option } from "../../core/options/option.ts";
import { dataOptions } from "../../run/options/data.ts";
import { executionOptions } from "../../run/options/execution.ts";
import { sampleOptions } from "../../run/options/samples.ts";
import { outputOptions } from "./output.ts";

/** What `cellscape apply` takes: those of a run keep their meaning, with a stricter default for shared genes. */
export const applyOptions = defineOptions("Options", {
  out: outputOptions.table.out,
  overlap: option(real(0, 1).default(0.8), { ...metaOf(sampleOptions.table.overlap), basic: true }),
  noAlign: option(z.boolean().default(false), {
    basic: true,
    description: "leave expression as it is instead of aligning it to the mean and SD of the training data",
  }),
  counts: dataOptions.table.counts,
  positions: dataOptions.table.positions,
  engine: executionOptions.table.engine,
  threads: executionOptions.table.threads,
});

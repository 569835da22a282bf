import { colocalizationOptions, colocalizationTestOptions } from "../../analyses/colocalization/options.ts";
import { names } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, option } from "../../core/options/option.ts";
import { executionOptions } from "../../run/options/execution.ts";
import { sampleOptions } from "../../run/options/samples.ts";
import { outputOptions } from "./output.ts";

const { colocalize, ...target } = colocalizationOptions.table;

/** What `cellscape colocalize` takes. */
export const colocalizeOptions = defineOptions("Options", {
  colocalize: option(names(), { ...metaOf(colocalize), basic: true }),
  ...target,
  sampleKey: sampleOptions.table.sampleKey,
  ...colocalizationTestOptions.table,
  seed: executionOptions.table.seed,
  out: outputOptions.table.out,
});

import { z } from "zod";
import { name } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, option } from "../../core/options/option.ts";
import { benchOptions } from "./bench.ts";
import { outputOptions } from "./output.ts";
import { column, scoreOptions } from "./score.ts";

/** What `cellscape compare` takes. */
export const compareOptions = defineOptions("Options", {
  truth: scoreOptions.table.truth,
  column,
  ignore: scoreOptions.table.ignore,
  reference: option(name().optional(), { ...metaOf(benchOptions.table.reference), otherwise: "the first" }),
  out: option(z.string().min(1).default("comparison"), metaOf(outputOptions.table.out)),
});

import { z } from "zod";
import { seedScoreOptions } from "../../analyses/seedScores/options.ts";
import { name } from "../../core/options/kinds.ts";
import { defineOptions, metaOf, option } from "../../core/options/option.ts";
import { outputOptions } from "./output.ts";

/** Columns of obs with groups, such as domains. */
export const column = option(z.array(name()).min(1).optional(), {
  flag: "column",
  basic: true,
  repeats: true,
  variadic: true,
  description: "column of obs with domains",
  otherwise: "those of a run of cellscape",
});

/** What `cellscape score` takes. */
export const scoreOptions = defineOptions("Options", {
  truth: option(name(), { ...metaOf(seedScoreOptions.table.truth), basic: true }),
  column,
  ignore: option(z.array(name()).optional(), {
    flag: "label",
    basic: true,
    repeats: true,
    variadic: true,
    description: "labels that count as unknown, besides missing ones",
    otherwise: "nan NaN NA undetermined",
  }),
  by: option(name().optional(), {
    flag: "column",
    basic: true,
    description: "also score each value of this column",
    otherwise: "the samples, where there are several",
  }),
  page: option(name().optional(), {
    flag: "path",
    basic: true,
    description: "folder for a page with maps, scores and tables, as of cellscape compare",
    otherwise: "none",
  }),
  json: outputOptions.table.json,
});

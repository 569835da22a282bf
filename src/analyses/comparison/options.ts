import { z } from "zod";
import { names } from "../../core/options/kinds.ts";
import type { OptionValues } from "../../core/options/option.ts";
import { defineOptions, option } from "../../core/options/option.ts";

export const comparisonOptions = defineOptions("Condition comparison", {
  compare: option(
    z
      .string()
      .regex(/^[^:]+(:[^:]+:[^:]+)?$/)
      .optional(),
    {
      flag: "column[:from:to]",
      basic: true,
      description: "compare domains, cell types and genes between two conditions of the samples, as condition:WT:AD",
    },
  ),
  adjust: option(names().optional(), {
    flag: "list",
    description:
      "with --compare, sample covariates to adjust for, separated by commas, such as donor,age: text is groups, numbers a linear trend; COLUMN:groups or COLUMN:number decides",
  }),
  compareCells: option(z.boolean().default(false), {
    description:
      "with --compare, also test cell by cell (Wilcoxon), as in the paper; p-values are too small, as cells of one sample are not replicates",
  }),
});

export type ComparisonOptions = OptionValues<typeof comparisonOptions.table>;

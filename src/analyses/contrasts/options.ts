import { z } from "zod";
import { defineOptions, type OptionValues, option } from "../../core/options/option.ts";

export const contrastOptions = defineOptions("Contrast of two groups", {
  contrast: option(
    z
      .preprocess(
        (given) => (typeof given === "string" ? [given] : given),
        z.array(z.string().regex(/^[^:]+:.*[^:]/)).min(1),
      )
      .optional(),
    {
      flag: "[column=]A:B",
      repeats: true,
      description:
        "genes that differ between the cells of A and of B: domains (3:5), values of a column of obs (layer=L1,L2:WM), or types=A:B; cells are not replicates",
    },
  ),
});

export type ContrastOptions = OptionValues<typeof contrastOptions.table>;

import { z } from "zod";
import { real } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";

export const cellTypeOptions = defineOptions("Cell types", {
  cellTypes: option(z.string().optional(), {
    flag: "how",
    basic: true,
    description: "cell types: leiden or louvain (clustering), or a column of obs that has them",
    otherwise: "leiden",
  }),
  resolution: option(real(0, 1000).optional(), {
    flag: "x",
    description: "clustering resolution; above 1 more cell types, below 1 fewer",
    otherwise: "1",
  }),
});

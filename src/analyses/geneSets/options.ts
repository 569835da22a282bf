import { z } from "zod";
import { name } from "../../core/options/kinds.ts";
import { defineOptions, type OptionValues, option } from "../../core/options/option.ts";

export const geneSetOptions = defineOptions("Gene sets", {
  geneSets: option(z.array(name()).min(1).optional(), {
    flag: "file",
    file: "always",
    basic: true,
    repeats: true,
    description: "GMT file of gene sets for enrichment, gsea and --compare; may be given several times",
  }),
});

export type GeneSetOptions = OptionValues<typeof geneSetOptions.table>;

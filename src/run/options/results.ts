import { z } from "zod";
import { listed } from "../../core/options/kinds.ts";
import { defineOptions, option } from "../../core/options/option.ts";

/** What can be found out about the domains, by the name that asks for it. */
export const analysisNames = [
  "cell-types",
  "umap",
  "paga",
  "markers",
  "spatial-genes",
  "composition",
  "neighborhoods",
  "integration",
  "co-occurrence",
  "enrichment",
  "gsea",
] as const;
export type AnalysisName = (typeof analysisNames)[number];

/** Which analyses follow the domains. */
export const analysisOptions = defineOptions("Analyses", {
  report: option(z.boolean().default(false), { basic: true, description: "run all analyses and write report.html" }),
  want: option(z.preprocess(listed, z.array(z.enum([...analysisNames, "all"]))).optional(), {
    flag: "list",
    basic: true,
    description: `analyses to run, separated by commas: ${analysisNames.join(", ")}, or all`,
    otherwise: "none; all with --report",
  }),
});

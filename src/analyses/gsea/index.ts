import type { Config } from "../../run/options/config.ts";
import type { Analysis, AnalysisRequest } from "../analysis.ts";
import { expectGeneSets } from "../geneSets/expectGeneSets.ts";
import type { GeneSetOptions } from "../geneSets/options.ts";
import { gseaKeys } from "./keys.ts";
import { gseaMethods } from "./methods.ts";
import { gseaPage } from "./page.ts";
import { gseaStep } from "./step.ts";
import { gseaTables } from "./table.ts";

/** Pre-ranked gene set enrichment analysis. */
export const gseaAnalysis = {
  name: "gsea",
  steps: { gsea: gseaStep },
  artifacts: ["domainMarkers", "gsea"],
  runs: ({ geneSets }: Config & GeneSetOptions, wanted: boolean) => wanted && geneSets !== undefined,
  available: (config: Config & GeneSetOptions, { named }: AnalysisRequest) => {
    if (named) expectGeneSets("gsea", config);
  },
  keys: gseaKeys,
  tables: gseaTables,
  pages: [gseaPage],
  methods: gseaMethods,
} satisfies Analysis;

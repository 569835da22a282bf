import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { wayToSymbols } from "../allGenes/geneIdentifiers.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { Analysis, AnalysisRequest } from "../analysis.ts";
import { expectGeneSets } from "../geneSets/expectGeneSets.ts";
import type { GeneSetOptions } from "../geneSets/options.ts";
import { gseaKeys } from "./keys.ts";
import type { GseaMade } from "./made.ts";
import { gseaMethods } from "./methods.ts";
import { gseaPage, isTested } from "./page.ts";
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
  figures: {
    "ranked_gene_sets_*": "gene sets at the ends of the ranked genes of one domain or cell type",
  },
  pages: [gseaPage],
  methods: gseaMethods,
  warnings: ({ gsea, allGenes }: RunArtifacts<AllGenesMade & GseaMade>) => {
    if (!gsea || isTested([...gsea.domains, ...gsea.types])) return [];
    // Said once: over-representation tells the way to symbols.
    const way = allGenes && wayToSymbols(allGenes) ? "" : ` Sets need at least ${gsea.sizes[0]} ranked genes.`;
    return [`Ranked gene sets (GSEA) were not tested, as no set has enough of the genes.${way}`];
  },
} satisfies Analysis;

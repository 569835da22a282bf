import type { RunArtifacts } from "../../results/reported.ts";
import { domainNames } from "../../run/domainColumn.ts";
import type { Config } from "../../run/options/config.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { Analysis, AnalysisRequest, DomainColumn } from "../analysis.ts";
import { expectGeneSets } from "../geneSets/expectGeneSets.ts";
import type { GeneSetOptions } from "../geneSets/options.ts";
import { readBackground } from "./background.ts";
import type { EnrichmentMade } from "./made.ts";
import { enrichmentMethods } from "./methods.ts";
import { type EnrichmentOptions, enrichmentOptions } from "./options.ts";
import { enrichmentPage } from "./page.ts";
import { enrichmentStep } from "./step.ts";
import { enrichmentTables } from "./table.ts";
import { hasTerms, wayTo } from "./tested.ts";

/** Over-representation of gene sets among the markers. */
export const enrichmentAnalysis = {
  name: "enrichment",
  options: enrichmentOptions,
  inputs: { background: { load: readBackground } },
  steps: { enrichment: enrichmentStep },
  artifacts: ["domainMarkers", "enrichment"],
  runs: ({ geneSets, enrichr }: Config & EnrichmentOptions & GeneSetOptions) =>
    geneSets !== undefined || enrichr !== undefined,
  available: (config: Config & EnrichmentOptions & GeneSetOptions, { named }: AnalysisRequest) => {
    if (named && config.enrichr === undefined) expectGeneSets("enrichment", config);
  },
  tables: enrichmentTables,
  figures: {
    "gene_sets_*": "over-represented gene sets of one domain or cell type",
  },
  pages: [enrichmentPage],
  methods: enrichmentMethods,
  domainColumns: topSets,
  warnings: ({ enrichment, allGenes }: RunArtifacts<AllGenesMade & EnrichmentMade>) =>
    enrichment && !hasTerms(enrichment)
      ? [`Gene sets were not tested, as none shares a gene with the markers. ${wayTo(allGenes)}`]
      : [],
} satisfies Analysis;

/** The most significant gene set of each domain; a domain too small, or whose markers are in no set, is not tested. */
function topSets({ domains, enrichment }: RunArtifacts<EnrichmentMade>): DomainColumn[] {
  if (!enrichment) return [];
  const values = domainNames(domains).map((name) => {
    const found = enrichment.domains.find(({ group }) => group === name);
    if (!found) return "not tested";
    const terms = found.libraries.flatMap(({ terms: [first] }) => (first ? [first] : []));
    if (terms.length === 0) return "not tested";
    const [best] = terms.sort((a, b) => a.adjustedPValue - b.adjustedPValue);
    return best && best.adjustedPValue <= 0.05 ? best.term : "none significant";
  });
  return [{ column: { name: "Top gene set", kind: "text" }, values }];
}

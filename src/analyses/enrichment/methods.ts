import type { Cite } from "../../results/references.ts";

import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { EnrichmentMade } from "./made.ts";
import type { EnrichmentOptions } from "./options.ts";
import { markerQuery } from "./step.ts";

const gseapy = {
  work: "Fang Z, Liu X, Peltz G. GSEApy: a comprehensive package for performing gene set enrichment analysis in Python. Bioinformatics 39, btac757 (2023).",
};
const enrichr = {
  work: "Kuleshov MV, et al. Enrichr: a comprehensive gene set enrichment analysis web server 2016 update. Nucleic Acids Research 44, W90-W97 (2016).",
};

export function enrichmentMethods(
  { enrichment }: RunArtifacts<EnrichmentMade>,
  config: Config & EnrichmentOptions,
  cite: Cite,
): string[] {
  if (!enrichment) return [];
  const { enrichr: remote = [] } = config;
  const names = new Set(enrichment.domains.flatMap(({ libraries }) => libraries.map(({ library }) => library)));
  const local = [...names].filter((name) => !remote.includes(name));
  const { maxAdjustedPValue, minLogFoldChange, minFractionIn, limit } = markerQuery;
  const query = `the top ${limit} markers of each group (adjusted p at most ${maxAdjustedPValue}, log2 fold change above ${minLogFoldChange}, expressed in over ${100 * minFractionIn} % of the group)`;
  return [
    ...(local.length > 0
      ? [
          `Gene sets (${local.join(", ")}) were tested for over-representation among ${query} with the hypergeometric test against ${enrichment.background}, as in GSEApy ${cite(gseapy)}.`,
        ]
      : []),
    ...(remote.length > 0
      ? [
          `Enrichr ${cite(enrichr)} was queried for the gene sets of ${remote.join(", ")} among ${local.length > 0 ? "the same markers" : query}.`,
        ]
      : []),
  ];
}

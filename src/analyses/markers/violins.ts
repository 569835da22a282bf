import { violins } from "../../figure/violin.ts";
import type { Content } from "../../results/page.ts";
import { domainColors, type RunArtifacts, titledDomains } from "../../results/reported.ts";
import { geneColumns } from "../allGenes/geneColumns.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import { bestMarkers } from "./bestMarkers.ts";
import type { MarkersMade } from "./made.ts";

/** Genes in the figure at most. */
const mostGenes = 12;

/** The expression of the best marker of each domain in all of them; nothing where no domain has one. */
export function markerViolins(made: RunArtifacts<AllGenesMade & MarkersMade>): Content[] {
  const { domainMarkers, allGenes, domains } = made;
  if (!domainMarkers || !allGenes) return [];
  const best = bestMarkers(domainMarkers, allGenes, 1).flatMap(({ indices }) => indices);
  const genes = [...new Set(best)].slice(0, mostGenes);
  if (genes.length === 0) return [];
  const values = geneColumns(allGenes.expression, genes);
  const svg = violins(
    domains.refined,
    genes.map((u, at) => ({ title: allGenes.symbols[u], values: values[at] })),
    { names: titledDomains(made), colors: domainColors(made) },
  );
  const caption = "Log expression by domain. Width: density; bar: quartiles; dot: median.";
  return [
    {
      kind: "figure",
      figure: { name: "markers_violins", minor: true, title: "Best marker of each domain, by domain", svg, caption },
    },
  ];
}

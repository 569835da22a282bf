import { groupThousands } from "../../figure/drawing/axes.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { titled } from "../../results/reported.ts";
import { domainNames } from "../../run/domainColumn.ts";
import type { AllGenesMade } from "../allGenes/made.ts";
import type { DomainColumn, Fact, MapLayers } from "../analysis.ts";
import { bestMarkers } from "./bestMarkers.ts";
import type { MarkersMade } from "./made.ts";

type Made = RunArtifacts<AllGenesMade & MarkersMade>;

/** How many genes are markers of a domain. */
export function markerFacts({ selection, domainMarkers, allGenes }: Made): Fact[] {
  if (!domainMarkers) return [];
  const different = new Set<number>();
  for (const { adjustedPValues, logFoldChanges } of domainMarkers.groups) {
    adjustedPValues.forEach((p, u) => {
      if (p <= 0.05 && logFoldChanges[u] > 1) different.add(u);
    });
  }
  const all = allGenes && allGenes.genes.length > selection.genes.length;
  const name = all ? `Markers of ${groupThousands(allGenes.genes.length)} genes` : "Marker genes";
  return [{ name, value: groupThousands(different.size) }];
}

/** The top markers of each domain; a domain too small to test has none. */
export function topMarkers({ domains, domainMarkers, allGenes }: Made): DomainColumn[] {
  if (!domainMarkers || !allGenes) return [];
  const best = bestMarkers(domainMarkers, allGenes, 6);
  const values = domainNames(domains).map((name) => {
    const found = best.find(({ group }) => group === name);
    return found ? found.genes.join(", ") || "none significant" : "not tested";
  });
  return [{ column: { name: "Top markers", kind: "text" }, values }];
}

/** Groups without markers, as they are too small. */
export function markerWarnings({ domainMarkers, typeMarkers }: Made): string[] {
  const skipped = [...(domainMarkers?.skipped.map(titled) ?? []), ...(typeMarkers?.skipped ?? [])];
  if (skipped.length === 0) return [];
  return [`Too few cells to test for marker genes: ${new Intl.ListFormat("en-GB").format(skipped)}.`];
}

/** The top markers of each group. */
export function genesOfInterest({ domainMarkers, typeMarkers, allGenes }: Made): MapLayers {
  if (!allGenes) return {};
  const found = [domainMarkers, typeMarkers].flatMap((markers) => (markers ? bestMarkers(markers, allGenes, 50) : []));
  return { genes: found.flatMap(({ indices }) => indices) };
}

import { groupThousands } from "../figure/drawing/axes.ts";
import { fileName, placesWord, type Reported } from "../results/reported.ts";
import type { Config } from "../run/options/config.ts";
import { chosenMethod } from "../run/options/settings.ts";

/** What was done, in two or three sentences. */
export function leadOf(made: Reported, config: Config): string {
  const { selection, domains, domainCount } = made;
  const { many } = placesWord(made);
  const n = groupThousands(selection.cells.length);
  const genes = groupThousands(selection.genes.length);
  const { method, options } = chosenMethod(config);
  const how = method.words.lead(options);
  const number = domainCount
    ? `${domains.clusters} domains, a number that the data themselves suggest`
    : domains.clusters === 1
      ? "1 domain, as you asked"
      : `${domains.clusters} domains, as many as you asked for`;
  const only = config.subset ? ` (only those with ${config.subset})` : "";
  return (
    `${n} ${many}${only} of ${fileName(made)} and ${genes} genes went in. By ${how}, the tissue was divided into ${number}. ` +
    `No labels were used.`
  );
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** The few numbers that a reader looks for first. */
export function summaryFacts(made: Reported): Fact[] {
  const { selection, domains, cellTypes, domainMarkers, spatialGenes, allGenes } = made;
  const { many } = placesWord(made);
  const mean = domains.confidence.reduce((a, b) => a + b, 0) / Math.max(1, domains.confidence.length);
  const count = (values: Iterable<number>) => [...values].filter((p) => p <= 0.05).length;
  const facts: Fact[] = [
    { name: many[0].toUpperCase() + many.slice(1), value: groupThousands(selection.cells.length) },
    { name: "Genes used", value: groupThousands(selection.genes.length) },
    { name: "Domains", value: String(domains.clusters) },
    { name: "Mean confidence", value: mean.toFixed(2) },
  ];
  if (cellTypes) facts.push({ name: "Cell types", value: String(cellTypes.types.categories.length) });
  if (domainMarkers) {
    const different = new Set<number>();
    for (const { adjustedPValues, logFoldChanges } of domainMarkers.groups) {
      adjustedPValues.forEach((p, u) => {
        if (p <= 0.05 && logFoldChanges[u] > 1) different.add(u);
      });
    }
    const all = allGenes && allGenes.genes.length > selection.genes.length;
    const name = all ? `Markers of ${groupThousands(allGenes.genes.length)} genes` : "Marker genes";
    facts.push({ name, value: groupThousands(different.size) });
  }
  if (spatialGenes) facts.push({ name: "Spatial genes", value: groupThousands(count(spatialGenes.adjustedNormal)) });
  return facts;
}

import { type DomainPanel, domainMaps } from "../../figure/domainMap.ts";
import type { AnalysisPage } from "../../results/page.ts";
import {
  domainColors,
  overAll,
  placesWord,
  positionsOf,
  type RunArtifacts,
  titledDomains,
} from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";
import type { Config } from "../../run/options/config.ts";
import { matchedColors } from "../matchedColors.ts";
import type { DomainCountsMade } from "./made.ts";

/** Other numbers of domains beside the selected one. */
export const domainCountsPage = {
  chapter: "quality",
  id: "domain-counts",
  title: "Other numbers of domains",
  short: "Other K",
  make(made: RunArtifacts<DomainCountsMade>, config: Config) {
    const { otherCounts = [], domains, domainCount } = made;
    if (otherCounts.length === 0 || !domainCount) return [];
    const xy = positionsOf(made);
    const colors = domainColors(made);
    const own = domainCount.curve.find(({ count }) => count === domainCount.chosen)?.score ?? Number.NaN;
    const panels: (DomainPanel & { readonly count: number })[] = [
      {
        count: domains.count,
        title: `K = ${domains.count} (selected)`,
        note: `criterion ${own.toFixed(2)}`,
        ...{ xy, group: overAll(made, domains.refined), names: titledDomains(made), colors },
      },
      ...otherCounts.map(({ count, score, refined, agreement }) => ({
        count,
        title: `K = ${count}`,
        note: `criterion ${score.toFixed(2)}, NMI with the selected ${agreement.toFixed(2)}`,
        ...{ xy, group: overAll(made, refined), names: Array.from({ length: count }, (_, k) => `${k + 1}`) },
        colors: matchedColors(refined, domains.refined, { count, colors }),
      })),
    ];
    const ordered = panels.sort((a, b) => a.count - b.count);
    const svg = domainMaps(ordered, { names: [], keyless: true, columns: 2, ...tissueMapOptions(made, config) });
    return [
      {
        kind: "text",
        text: `K = ${domains.count} was selected without labels. On annotated tissue such a K was within one of the annotated K in half of the cases, and a finer or coarser division may suit the question better: choose it with --domains.`,
      },
      {
        kind: "figure",
        figure: {
          name: "domain_counts",
          title: "Other numbers of domains",
          svg,
          caption: `The domains of the numbers that the criterion ranks next, found in the same embeddings. A domain has the colour of the domain of the selected K that it shares most ${placesWord(made).many} with, one to one; others have colours of their own.`,
        },
      },
    ];
  },
} satisfies AnalysisPage;

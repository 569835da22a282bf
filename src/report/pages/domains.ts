import { allAnalyses } from "../../analyses/registry.ts";
import { policies } from "../../domains/policy.ts";
import { valueMap } from "../../figure/valueMap.ts";
import type { Page, PageColumn, PageTable } from "../../results/page.ts";
import { placesWord, positionsOf, type RunArtifacts, titledDomains } from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";

/** One row per domain with its statistics, and the confidence of assignments. */
export const domainsPage: Page = {
  id: "domains",
  title: "Spatial domains",
  short: "Domains",
  make(made, config) {
    const { dataset, selection, domains } = made;
    const { many, one } = placesWord(made);
    const confidence = new Float64Array(dataset.cells.length).fill(Number.NaN);
    selection.cells.forEach((cell, i) => {
      confidence[cell] = domains.confidence[i];
    });
    const svg = valueMap(positionsOf(made), confidence, {
      label: "Confidence",
      range: [0, 1],
      ...tissueMapOptions(made, config),
    });
    return [
      { kind: "table", table: domainTable(made) },
      {
        kind: "figure",
        figure: {
          name: "confidence",
          minor: true,
          title: "Confidence",
          svg,
          caption:
            `Assignment confidence: agreement across clusterings, averaged over each ${one} and its neighbours. ` +
            `Values are low at domain borders; interpret a domain of low confidence throughout with caution.`,
        },
      },
      {
        kind: "text",
        text: `Domains are numbered by size. A domain of few ${many} or low stability may be an artefact of the clustering.`,
      },
    ];
  },
};

function domainTable(made: RunArtifacts): PageTable {
  const { domains } = made;
  const { many } = placesWord(made);
  const total = domains.domains.reduce((sum, { size }) => sum + size, 0);
  const sure = meanOf(domains.confidence, domains);
  const more = allAnalyses().flatMap((analysis) => analysis.domainColumns?.(made) ?? []);
  const columns: PageColumn[] = [
    { name: "Domain", kind: "text" },
    { name: many[0].toUpperCase() + many.slice(1), kind: "count" },
    { name: "Share", kind: "share" },
    { name: "Confidence", kind: "number", hint: "Mean over its members, 0 to 1" },
    {
      name: "Stability",
      kind: "number",
      hint: `Cluster stability (mean Jaccard index over clusterings, Hennig 2007); below ${policies.default.stability.weakBelow} unstable`,
    },
    ...more.map(({ column }) => column),
  ];
  const rows = titledDomains(made).map((name, k) => {
    const { size, stability } = domains.domains[k];
    return [
      ...[name, size, size / total, sure[k], Number.isFinite(stability) ? stability : undefined],
      ...more.map(({ values }) => values[k]),
    ];
  });
  return { name: "domains", title: "All domains", columns, rows };
}

function meanOf(values: Float32Array, { refined, count }: RunArtifacts["domains"]): number[] {
  const sums = new Float64Array(count);
  const counts = new Float64Array(count);
  refined.forEach((k, i) => {
    sums[k] += values[i];
    counts[k]++;
  });
  return Array.from(sums, (sum, k) => sum / counts[k]);
}

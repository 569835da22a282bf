import { type ValuePanel, valueMaps } from "../../figure/valueMap.ts";
import { violins } from "../../figure/violin.ts";
import type { AnalysisPage, PageTable } from "../../results/page.ts";
import { domainColors, placesWord, positionsOf, type RunArtifacts, titledDomains } from "../../results/reported.ts";
import { tissueMapOptions } from "../../results/tissueMapOptions.ts";
import type { Config } from "../../run/options/config.ts";
import type { QualityMade } from "./made.ts";
import { domainMedians } from "./table.ts";

/** Quality control. */
export const qualityPage = {
  chapter: "quality",
  id: "quality",
  title: "Quality control",
  short: "Quality",
  make(made: RunArtifacts<QualityMade>, config: Config) {
    const { quality, selection, domains } = made;
    if (!quality) return [];
    const { one, many } = placesWord(made);
    const whole = positionsOf(made);
    const xy = Float64Array.from({ length: 2 * selection.cells.length }, (_, at) => {
      return whole[2 * selection.cells[at >> 1] + (at & 1)];
    });
    const { totals, genes, mitochondrial } = quality;
    const word = selection.normalize ? "Counts" : "Sum of values";
    const metrics = [
      { title: `${word} per ${one}`, values: totals, label: word.toLowerCase() },
      { title: `Detected genes per ${one}`, values: genes, label: "genes" },
      ...(mitochondrial
        ? [{ title: "Mitochondrial share", values: mitochondrial.map((share) => 100 * share), label: "%" }]
        : []),
    ];
    const map = valueMaps(
      metrics.map(({ title, values, label }): ValuePanel => ({ title, values, label, xy })),
      { clip: 0.005, size: 260, columns: metrics.length, ...tissueMapOptions(made, config) },
    );
    const spread = violins(domains.refined, metrics, { names: titledDomains(made), colors: domainColors(made) });
    return [
      {
        kind: "text",
        text: `${word} and detected genes of each analysed ${one}${mitochondrial ? ", and the share of mitochondrial genes (MT-)" : "; no gene is known as mitochondrial (MT-)"}. A domain that differs from all others in these alone may be damaged tissue or an artefact.`,
      },
      {
        kind: "figure",
        figure: {
          name: "quality",
          minor: true,
          title: "Quality metrics on the tissue",
          svg: map,
          caption: `The colours end at the values that 0.5 % of the ${many} exceed.`,
        },
      },
      {
        kind: "figure",
        figure: {
          name: "quality_domains",
          minor: true,
          title: "Quality metrics by domain",
          svg: spread,
          caption: "Width: density; bar: quartiles; dot: median.",
        },
      },
      { kind: "table", table: medianTable(made, quality) },
    ];
  },
} satisfies AnalysisPage;

function medianTable(made: RunArtifacts<QualityMade>, quality: QualityMade["quality"]): PageTable {
  const { many } = placesWord(made);
  const names = [...titledDomains(made), `All ${many}`];
  return {
    name: "quality",
    title: "Medians by domain",
    columns: [
      { name: "Domain", kind: "text" },
      { name: many[0].toUpperCase() + many.slice(1), kind: "count" },
      { name: "Median counts", kind: "number" },
      { name: "Median genes", kind: "number" },
      ...(quality.mitochondrial ? [{ name: "Median mitochondrial share", kind: "share" } as const] : []),
    ],
    rows: domainMedians(made, quality).map(({ cells, totals, genes, mitochondrial }, k) => [
      ...[names[k], cells, totals, genes],
      ...(mitochondrial === undefined ? [] : [mitochondrial]),
    ]),
  };
}

import { stackedBars } from "../../figure/stackedBars.ts";
import type { AnalysisPage, Content, PageTable } from "../../results/page.ts";
import { domainColors, placesWord, type RunArtifacts, titledDomains } from "../../results/reported.ts";
import { sampleColors } from "../../results/sampleColors.ts";
import type { IntegrationMade, IntegrationScores, IntegrationStage } from "./made.ts";

/** Batch integration, and the samples of each domain. */
export const integrationPage = {
  chapter: "samples",
  id: "samples",
  title: "Batch integration",
  short: "Samples",
  make(made: RunArtifacts<IntegrationMade>) {
    const { integration, selection } = made;
    const { samples } = selection;
    if (!samples) return [];
    const { many } = placesWord(made);
    const shares: Content = {
      kind: "figure",
      figure: {
        name: "samples_domains",
        title: "Samples in domains",
        svg: shareBars(made, samples),
        caption: `Sample composition of each domain; all ${many} below. A domain of one sample may be biological or a batch effect.`,
      },
    };
    if (!integration || integration.stages.length === 0) return [shares];
    return [{ kind: "text", text: introOf(integration) }, { kind: "table", table: scoreTable(integration) }, shares];
  },
} satisfies AnalysisPage;

const stageNames: Readonly<Record<IntegrationStage["stage"], string>> = {
  expression: "Expression, uncorrected",
  corrected: "Expression, batch-corrected",
  spatial: "Spatial embedding",
  aligned: "Spatial embedding, aligned",
};

function introOf({ stages, dependence }: IntegrationScores): string {
  const { attainable } = stages[0].scores.ilisi;
  const driven = dependence.driven
    ? "Domains follow the samples more than expected by chance or shared anatomy; interpret them with caution."
    : "Domains do not follow the samples.";
  return (
    `iLISI is the effective number of samples among the neighbours of a cell; shuffled samples would reach ${attainable.toFixed(2)}. Mixing is ` +
    `not a goal in itself; domains should remain separated (cLISI near 1). Samples of different regions never mix fully; cells of the spatial embedding as trained resemble their neighbours in the tissue, which belong to the same sample, so that its iLISI is low; domains are found in it, and UMAP and joint analyses read the aligned one. ${driven} ` +
    `(Cramer's V of domain and sample ${dependence.cramersV.toFixed(2)}: 0 if independent, 1 if one determines the other.)`
  );
}

function scoreTable({ stages }: IntegrationScores): PageTable {
  return {
    name: "integration",
    title: "Batch integration scores",
    columns: [
      { name: "Stage", kind: "text" },
      { name: "iLISI", kind: "number", hint: "Effective number of samples among neighbours; higher is better mixed" },
      {
        name: "% of maximum",
        kind: "share",
        hint: "(iLISI - 1) / (iLISI with samples shuffled - 1)",
      },
      { name: "kBET", kind: "share", hint: "kBET acceptance rate" },
      { name: "Batch ASW", kind: "number", hint: "1 - |silhouette width of samples| within domains; 1 is mixed" },
      { name: "cLISI", kind: "number", hint: "Effective number of domains among neighbours; 1 is separated" },
      { name: "Domain ASW", kind: "number", hint: "Silhouette width of domains, scaled to 0 to 1; 1 is separated" },
      { name: "Connectivity", kind: "number", hint: "Share of a domain's cells in its largest connected component" },
    ],
    rows: stages.map(({ stage, scores: { ilisi, kbet, batchSilhouette, labels } }) => [
      ...[stageNames[stage], ilisi.mean, ilisi.ofAttainable, kbet, batchSilhouette],
      ...[labels?.clisi.mean, labels?.silhouette, labels?.connectivity],
    ]),
  };
}

function shareBars(
  made: RunArtifacts<IntegrationMade>,
  { names, codes }: NonNullable<RunArtifacts["selection"]["samples"]>,
): string {
  const domains = titledDomains(made);
  const counts = new Float64Array((domains.length + 1) * names.length);
  codes.forEach((sample, i) => {
    counts[made.domains.refined[i] * names.length + sample]++;
    counts[domains.length * names.length + sample]++;
  });
  const sizes = [...domains, ""].map((_, k) =>
    counts.subarray(k * names.length, (k + 1) * names.length).reduce((sum, count) => sum + count, 0),
  );
  return stackedBars(counts, {
    bars: [...domains, "All samples"],
    parts: names,
    colors: sampleColors(names.length),
    barColors: domainColors(made),
    counts: sizes,
    apart: 1,
    legendTitle: "Sample",
  });
}

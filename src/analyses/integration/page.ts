import { palette } from "../../figure/color/palette.ts";
import { stackedBars } from "../../figure/stackedBars.ts";
import type { Content, Page, PageTable } from "../../results/page.ts";
import { domainColors, placesWord, type Reported, titledDomains } from "../../results/reported.ts";
import type { IntegrationScores, IntegrationStage } from "../../run/artifacts.ts";

/** How well samples mix, and which domains are a sample's own. */
export const integrationPage: Page = {
  id: "samples",
  title: "How well the samples mix",
  short: "Samples",
  make(made) {
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
        caption: `From which samples the ${many} of each domain come; all ${many} below. Domains of one sample only may be real, or a batch effect.`,
      },
    };
    if (!integration || integration.stages.length === 0) return [shares];
    return [{ kind: "text", text: introOf(integration) }, { kind: "table", table: scoreTable(integration) }, shares];
  },
};

const stageNames: Readonly<Record<IntegrationStage["stage"], string>> = {
  expression: "Expression, not corrected",
  corrected: "Expression, batch effects taken out",
  spatial: "Spatial embedding",
};

function introOf({ stages, dependence }: IntegrationScores): string {
  const { attainable } = stages[0].scores.ilisi;
  const driven = dependence.driven
    ? "Domains follow the samples more than chance or shared anatomy explain: look at them before you trust them."
    : "Domains do not follow the samples.";
  return (
    `Samples that mix well have neighbours of all samples: iLISI counts them, and cells put in at random would reach ${attainable.toFixed(2)}. Mixing is ` +
    `no aim by itself: domains should stay apart (cLISI near 1). Samples of different regions never mix fully, and in the spatial embedding cells resemble their neighbours in the tissue, which are of their own sample: there iLISI stays low. ${driven} ` +
    `(Cramer's V of domain and sample ${dependence.cramersV.toFixed(2)}: 0 for none, 1 when one tells the other.)`
  );
}

function scoreTable({ stages }: IntegrationScores): PageTable {
  return {
    name: "integration",
    title: "Mixing of samples, before and after",
    columns: [
      { name: "Where", kind: "text" },
      { name: "iLISI", kind: "number", hint: "Mean number of samples among neighbours; more is better mixed" },
      {
        name: "of chance",
        kind: "share",
        hint: "0 where cells meet their own sample only, 100 % where samples mix as by chance: (iLISI - 1) / (iLISI with samples shuffled - 1)",
      },
      { name: "kBET", kind: "share", hint: "Neighbourhoods whose samples are as in all cells" },
      { name: "Batch ASW", kind: "number", hint: "1 - |silhouette of samples| within domains; 1 is mixed" },
      { name: "cLISI", kind: "number", hint: "Mean number of domains among neighbours; 1 is apart" },
      { name: "Domain ASW", kind: "number", hint: "Silhouette of domains from 0 to 1; 1 is apart" },
      { name: "Connectivity", kind: "number", hint: "Share of a domain's cells that hang together" },
    ],
    rows: stages.map(({ stage, scores: { ilisi, kbet, batchSilhouette, labels } }) => [
      ...[stageNames[stage], ilisi.mean, ilisi.ofAttainable, kbet, batchSilhouette],
      ...[labels?.clisi.mean, labels?.silhouette, labels?.connectivity],
    ]),
  };
}

function shareBars(made: Reported, { names, codes }: NonNullable<Reported["selection"]["samples"]>): string {
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
    colors: palette(names.length),
    barColors: domainColors(made),
    counts: sizes,
    apart: 1,
    legendTitle: "Sample",
  });
}

import type { Fact } from "../analyses/analysis.ts";
import type { AnalysedArtifacts } from "../analyses/registry.ts";
import { allAnalyses } from "../analyses/registry.ts";
import { groupThousands } from "../figure/drawing/axes.ts";
import { fileName, placesWord } from "../results/reported.ts";
import type { Config } from "../run/options/config.ts";

/** What was done, in two or three sentences. */
export function leadOf(made: AnalysedArtifacts, config: Config): string {
  const { selection, domains, domainCount } = made;
  const { many } = placesWord(made);
  const n = groupThousands(selection.cells.length);
  const genes = groupThousands(selection.genes.length);
  const { method, options } = config.chosen;
  const how = method.words.lead(options);
  const number = domainCount
    ? `${domains.count} spatial domains (K selected without labels)`
    : domains.count === 1
      ? "1 spatial domain (K set by the user)"
      : `${domains.count} spatial domains (K set by the user)`;
  const only = config.subset ? ` with ${config.subset.join(" and ")}` : "";
  return (
    `${n} ${many}${only} of ${fileName(made)} (${genes} genes) were segmented into ${number} by ${how}. ` +
    `No labels were used.`
  );
}

/** The few numbers for the top of the report. */
export function summaryFacts(made: AnalysedArtifacts): Fact[] {
  const { selection, domains } = made;
  const { many } = placesWord(made);
  const mean = domains.confidence.reduce((a, b) => a + b, 0) / Math.max(1, domains.confidence.length);
  return [
    { name: many[0].toUpperCase() + many.slice(1), value: groupThousands(selection.cells.length) },
    { name: "Genes used", value: groupThousands(selection.genes.length) },
    { name: "Domains", value: String(domains.count) },
    { name: "Mean confidence", value: mean.toFixed(2) },
    ...allAnalyses().flatMap((analysis) => analysis.facts?.(made) ?? []),
  ];
}

import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import type { Analysis, AnalysisRequest } from "../analysis.ts";
import { expectSamples } from "../expectSamples.ts";
import { integrationKeys } from "./keys.ts";
import type { IntegrationMade } from "./made.ts";
import { integrationMethods } from "./methods.ts";
import { integrationPage } from "./page.ts";
import { integrationStep } from "./step.ts";
import { integrationTables } from "./table.ts";

/** How well samples mix before and after batch correction. */
export const integrationAnalysis = {
  name: "integration",
  acrossSamples: true,
  steps: { integration: integrationStep },
  artifacts: ["integration"],
  available: (_: Config, { named, samples }: AnalysisRequest) => {
    if (named) expectSamples("--want integration", samples);
  },
  keys: integrationKeys,
  tables: integrationTables,
  figures: {
    samples_domains: "samples of each domain",
  },
  pages: [integrationPage],
  methods: integrationMethods,
  warnings: integrationWarnings,
} satisfies Analysis;

/** Share of the attainable mixing below which samples lie apart. */
const littleMixed = 0.3;

function integrationWarnings({ integration }: RunArtifacts<IntegrationMade>): string[] {
  if (!integration) return [];
  const { dependence, stages } = integration;
  const sentences: string[] = [];
  if (dependence.driven) {
    const strength = dependence.cramersV.toFixed(2);
    sentences.push(
      `Domains follow the samples (Cramer's V ${strength}); if the samples are biologically alike, batch effects remain.`,
    );
  }
  const last = stages.at(-1);
  const share = last?.scores.ilisi.ofAttainable ?? 1;
  if (last && share < littleMixed) {
    const first = stages[0].scores.ilisi.ofAttainable;
    const before = stages.length > 1 ? `, ${(100 * first).toFixed(0)} % in uncorrected expression` : "";
    sentences.push(
      `Samples mix little in the ${last.stage === "spatial" || last.stage === "aligned" ? "spatial embedding" : "expression"} (iLISI ${(100 * share).toFixed(0)} % of its maximum${before}): UMAP and distances between samples are not comparable, though domains may be.`,
    );
  }
  return sentences;
}

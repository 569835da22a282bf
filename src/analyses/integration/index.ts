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
  pages: [integrationPage],
  methods: integrationMethods,
  warnings: ({ integration }: RunArtifacts<IntegrationMade>) => {
    if (!integration?.dependence.driven) return [];
    const strength = integration.dependence.cramersV.toFixed(2);
    return [
      `Domains follow the samples (Cramer's V ${strength}); if the samples are biologically alike, batch effects remain.`,
    ];
  },
} satisfies Analysis;

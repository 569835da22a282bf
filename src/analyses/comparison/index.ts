import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import type { Config } from "../../run/options/config.ts";
import { samplesInUse } from "../../run/options/settings.ts";
import type { Analysis, AnalysisRequest } from "../analysis.ts";
import { expectSamples } from "../expectSamples.ts";
import { conditionsOf } from "./conditions.ts";
import { comparisonKeys } from "./keys.ts";
import type { ComparisonMade } from "./made.ts";
import { comparisonMethods } from "./methods.ts";
import { whyNotTested } from "./notTested.ts";
import { type ComparisonOptions, comparisonOptions } from "./options.ts";
import { comparisonPage } from "./page.ts";
import { comparisonStep } from "./step.ts";
import { comparisonTables } from "./table.ts";

/** Differences between two conditions of the samples. */
export const comparisonAnalysis = {
  name: "comparison",
  listed: false,
  acrossSamples: true,
  options: comparisonOptions,
  steps: { comparison: comparisonStep },
  artifacts: ["cellTypes", "comparison"],
  runs: ({ compare }: Config & ComparisonOptions) => compare !== undefined,
  available: ({ compare, adjust = [] }: Config & ComparisonOptions, { samples }: AnalysisRequest) => {
    if (compare !== undefined) return expectSamples("--compare", samples);
    if (adjust.length === 0) return;
    const way = "name the conditions with --compare, or leave it out";
    throw new CellScapeError(
      "bad-option",
      `--adjust: expected conditions whose comparison it adjusts, got none; ${way}`,
    );
  },
  check: (dataset: Dataset, config: Config & ComparisonOptions) => {
    const names = samplesInUse(config, dataset);
    if (config.compare !== undefined && names.length > 1) conditionsOf(dataset, config, names);
  },
  keys: comparisonKeys,
  tables: comparisonTables,
  figures: {
    "conditions_*": "what differs between two conditions",
  },
  pages: [comparisonPage],
  methods: comparisonMethods,
  warnings: ({ comparison }: RunArtifacts<ComparisonMade>) =>
    comparison?.sizes.reason === undefined
      ? []
      : [
          `${comparison.to} against ${comparison.from}: not tested, as ${whyNotTested(comparison.sizes.reason)}; differences are shown without p-values.`,
        ],
} satisfies Analysis;

import { cellTypeOptions } from "../../analyses/cellTypes/options.ts";
import { colocalizationOptions } from "../../analyses/colocalization/options.ts";
import { comparisonOptions } from "../../analyses/comparison/options.ts";
import { enrichmentOptions } from "../../analyses/enrichment/options.ts";
import { seedScoreOptions } from "../../analyses/seedScores/options.ts";
import { cellscapeOptions } from "../../methods/cellscape/options.ts";
import { pcaOptions } from "../../methods/pca/options.ts";
import { smoothOptions } from "../../methods/smooth/options.ts";
import { dataOptions } from "./data.ts";
import { domainOptions } from "./domains.ts";
import { executionOptions } from "./execution.ts";
import { featureOptions } from "./features.ts";
import { analysisOptions } from "./results.ts";
import { sampleOptions } from "./samples.ts";

export { type AnalysisName, analysisNames } from "./results.ts";

/** Every option of a run under the heading of its owner, in the order of the help. */
export const optionGroups = [
  domainOptions,
  executionOptions,
  dataOptions,
  sampleOptions,
  featureOptions,
  cellscapeOptions,
  smoothOptions,
  pcaOptions,
  analysisOptions,
  cellTypeOptions,
  enrichmentOptions,
  comparisonOptions,
  colocalizationOptions,
  seedScoreOptions,
] as const;

/** Every option of a run once. Command-line flags, their help, the manifest and `parseConfig` derive from this table. */
export const options = {
  ...domainOptions.table,
  ...executionOptions.table,
  ...dataOptions.table,
  ...sampleOptions.table,
  ...featureOptions.table,
  ...cellscapeOptions.table,
  ...smoothOptions.table,
  ...pcaOptions.table,
  ...analysisOptions.table,
  ...cellTypeOptions.table,
  ...enrichmentOptions.table,
  ...comparisonOptions.table,
  ...colocalizationOptions.table,
  ...seedScoreOptions.table,
} as const;

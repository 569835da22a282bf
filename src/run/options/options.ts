import { cellscapeOptions } from "../../methods/cellscape/options.ts";
import { pcaOptions } from "../../methods/pca/options.ts";
import { smoothOptions } from "../../methods/smooth/options.ts";
import { dataOptions } from "./data.ts";
import { domainOptions } from "./domains.ts";
import { executionOptions } from "./execution.ts";
import { featureOptions } from "./features.ts";
import { sampleOptions } from "./samples.ts";

/** Every option of the core of a run under the heading of its owner, in the order of the help. */
export const coreOptionGroups = [
  domainOptions,
  executionOptions,
  dataOptions,
  sampleOptions,
  featureOptions,
  cellscapeOptions,
  smoothOptions,
  pcaOptions,
] as const;

/** Every option of the core of a run once. */
export const coreOptions = {
  ...domainOptions.table,
  ...executionOptions.table,
  ...dataOptions.table,
  ...sampleOptions.table,
  ...featureOptions.table,
  ...cellscapeOptions.table,
  ...smoothOptions.table,
  ...pcaOptions.table,
} as const;

import { dataOptions } from "./data.ts";
import { domainOptions } from "./domains.ts";
import { executionOptions } from "./execution.ts";
import { featureOptions } from "./features.ts";
import { sampleOptions } from "./samples.ts";

/** Every option of the core of a run under the heading of its owner, in the order of the help. */
export const coreOptionGroups = [domainOptions, executionOptions, dataOptions, sampleOptions, featureOptions] as const;

/** Every option of the core of a run once; those of methods are theirs (`methods/registry.ts`). */
export const coreOptions = {
  ...domainOptions.table,
  ...executionOptions.table,
  ...dataOptions.table,
  ...sampleOptions.table,
  ...featureOptions.table,
} as const;

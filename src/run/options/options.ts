import type { Options } from "../../core/options/option.ts";
import { dataOptions } from "./data.ts";
import { domainOptions } from "./domains.ts";
import { executionOptions, executionOptionsWithMethods } from "./execution.ts";
import { featureOptions } from "./features.ts";
import { figureOptions } from "./figures.ts";
import { sampleOptions } from "./samples.ts";

/** Every option of the core of a run under the heading of its owner, in the order of the help. */
export function coreOptionGroups(): readonly Options[] {
  return [domainOptions, executionOptionsWithMethods(), dataOptions, sampleOptions, featureOptions, figureOptions];
}

/** Every option of the core of a run once; those of methods are theirs (`methods/registry.ts`). */
export const coreOptions = {
  ...domainOptions.table,
  ...executionOptions.table,
  ...dataOptions.table,
  ...sampleOptions.table,
  ...featureOptions.table,
  ...figureOptions.table,
} as const;

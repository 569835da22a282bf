import { dataOptions } from "./data.ts";
import { domainOptions } from "./domains.ts";
import { executionOptions } from "./execution.ts";
import { featureOptions } from "./features.ts";
import { figureOptions } from "./figures.ts";
import { sampleOptions } from "./samples.ts";

/** Every option of the core of a run under the heading of its owner, in the order of the help. */
export const coreOptionGroups = [
  domainOptions,
  executionOptions,
  dataOptions,
  sampleOptions,
  featureOptions,
  figureOptions,
] as const;

/** Every option of the core of a run once; those of methods are theirs (`methods/registry.ts`). */
export const coreOptions = {
  ...domainOptions.table,
  ...executionOptions.table,
  ...dataOptions.table,
  ...sampleOptions.table,
  ...featureOptions.table,
  ...figureOptions.table,
} as const;

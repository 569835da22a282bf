import { type AnalysisConfig, analysisOptionGroups } from "../../analyses/options.ts";
import type { Options, OptionTable } from "../../core/options/option.ts";
import { parseOptions } from "../../core/options/parse.ts";
import type { Config } from "../../run/options/config.ts";
import { coreOptionGroups, coreOptions } from "../../run/options/options.ts";

/** Every setting of a run and of its analyses, checked. */
export type RunConfig = Config & AnalysisConfig;

/** What a user may give: text or numbers, nothing required. */
export type ConfigInput = { readonly [K in keyof RunConfig]?: RunConfig[K] | string | undefined };

export type OptionName = keyof RunConfig;

/** Every option of a run under the heading of its owner, in the order of the help. */
export function optionGroups(): readonly Options[] {
  return [...coreOptionGroups, ...analysisOptionGroups()];
}

/** Every option of a run once. Command-line flags, their help, the manifest and `parseConfig` derive from this table. */
export function allOptions(): OptionTable {
  return Object.assign({}, coreOptions, ...analysisOptionGroups().map(({ table }) => table));
}

/**
 * The only gate through which settings enter a run.
 *
 * @throws bad-option naming each option that is unknown or out of range, and what it may be.
 */
export function parseConfig(input: ConfigInput): RunConfig {
  // The table holds the options of the core and of all analyses.
  return parseOptions(allOptions(), input) as RunConfig;
}

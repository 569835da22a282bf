import { type AnalysisConfig, analysisOptionGroups } from "../../analyses/options.ts";
import { CellScapeError } from "../../core/errors.ts";
import { defineOptions, metaOf, type Options, type OptionTable, option } from "../../core/options/option.ts";
import { checkOptions } from "../../core/options/parse.ts";
import { allMethods, methodNamed, reserveOptions } from "../../methods/registry.ts";
import { type Config, type CoreOptions, configOf } from "../../run/options/config.ts";
import { executionOptions } from "../../run/options/execution.ts";
import { partOptions } from "../../run/options/methodOptions.ts";
import { coreOptionGroups, coreOptions } from "../../run/options/options.ts";
import type { Decided } from "../../run/options/settings.ts";
import { controlOptions } from "./control.ts";

type RunOptions = CoreOptions & AnalysisConfig;

/** Every setting of a run and of its analyses, checked, with all that method and preset decide. */
export type RunConfig = Config & AnalysisConfig;

/** The same with what the data decide. */
export type RunSettings = RunConfig & Decided;

/** What a user may give: text or numbers, nothing required; options of the method as `NAME.option` or by themselves. */
export type ConfigInput = { readonly [K in keyof RunOptions]?: RunOptions[K] | string | undefined } & {
  readonly [name: string]: unknown;
};

/** Names of the options of a run. */
export type OptionName = keyof RunOptions;

// Options of the chosen method are accepted without its prefix, beside all of these.
reserveOptions(() => [...Object.keys(allOptions()), ...Object.keys(controlOptions.table), "config", "help"]);

/**
 * The only gate through which settings enter a run.
 *
 * @throws bad-option naming each option that is unknown, out of range or of another method, and what it may be.
 */
export function parseConfig(input: ConfigInput): RunConfig {
  const table = allOptions();
  const name = executionOptions.table.method.parse(input.method);
  const { run, method, faults } = partOptions(input, methodNamed(name), Object.keys(table));
  const checked = checkOptions(table, run);
  const all = [...checked.faults, ...faults];
  if (all.length > 0 || !checked.values) throw new CellScapeError("bad-option", all.join("; "));
  // The table holds the options of the core and of all analyses; those of analyses pass through.
  return configOf(checked.values as RunOptions, method) as RunConfig;
}

/** Every option of a run and of its analyses under the heading of its owner, in the order of the help. */
export function optionGroups(): readonly Options[] {
  return [...coreOptionGroups(), ...analysisOptionGroups()];
}

/** The same once, by name. Command-line flags, their help, the manifest and `parseConfig` derive from this table. */
export function allOptions(): OptionTable {
  return Object.assign({}, coreOptions, ...analysisOptionGroups().map(({ table }) => table));
}

/**
 * Every option that `cellscape run` takes, for flags and help: those of the run and of its analyses, then those of each
 * method under its name, then those of methods without it, which stand for the chosen method's.
 */
export function runOptions(): readonly Options[] {
  const methods = allMethods();
  const named = methods.map(({ name, options: { table } }) => {
    const prefixed = Object.entries(table).map(([each, schema]) => [`${name}.${each}`, advanced(schema)]);
    return defineOptions(
      `Method ${name} (the prefix may be left out with --method ${name})`,
      Object.fromEntries(prefixed),
    );
  });
  // The first of several methods with an option of one name describes it in the help.
  const short: OptionTable = Object.assign({}, ...methods.map(({ options: { table } }) => table).reverse());
  return [...optionGroups(), ...named, defineOptions("", short)];
}

const advanced = (schema: OptionTable[string]) => option(schema, { ...metaOf(schema), basic: false });

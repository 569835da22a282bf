import type { OptionValues } from "../../core/options/option.ts";
import { parseOptions } from "../../core/options/parse.ts";
import { options } from "./options.ts";

export { flagOf } from "../../core/options/parse.ts";

/** Every setting of a run, checked. */
export type Config = OptionValues<typeof options>;

/** What a user may give: text or numbers, nothing required. */
export type ConfigInput = { readonly [K in keyof Config]?: Config[K] | string | undefined };

export type OptionName = keyof typeof options;

/** The column of obs that holds the types of cells; undefined when they are to be found. */
export function typesColumn({ cellTypes }: Pick<Config, "cellTypes">): string | undefined {
  if (cellTypes === undefined || cellTypes === "leiden" || cellTypes === "louvain") return undefined;
  return cellTypes.replace(/^obs\//, "");
}

/**
 * The only gate through which settings enter a run.
 *
 * @throws bad-option naming each option that is unknown or out of range, and what it may be.
 */
export function parseConfig(input: ConfigInput): Config {
  return parseOptions(options, input);
}

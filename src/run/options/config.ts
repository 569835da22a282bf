import type { OptionValues } from "../../core/options/option.ts";
import type { coreOptions } from "./options.ts";

export { flagOf } from "../../core/options/parse.ts";

/** Every setting of the core of a run, checked; analyses have settings of their own beside them. */
export type Config = OptionValues<typeof coreOptions>;

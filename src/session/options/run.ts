import type { Options } from "../../core/options/option.ts";
import { optionGroups } from "../../run/options/options.ts";

/** Every option of a run under the heading of its owner, in the order of the help. */
export function runOptions(): readonly Options[] {
  return optionGroups;
}

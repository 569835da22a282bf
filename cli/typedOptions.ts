import { nameOf } from "../src/core/options/parse.ts";
import type { CommandSpec, Given } from "./spec.ts";

/** Commander holds `timings: true` where `--no-timings` is not given: the settings file decides then. */
export function typedOptions(held: Given, { options }: CommandSpec): Given {
  const known = new Set(options.flatMap(({ table }) => Object.keys(table)));
  const typed = Object.entries(held).flatMap(([name, value]) => {
    const negated = nameOf(`no-${name}`);
    if (!known.has(negated)) return [[name, value]];
    return value === false ? [[negated, true]] : [];
  });
  return Object.fromEntries(typed);
}

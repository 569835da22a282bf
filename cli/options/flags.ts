import { Option } from "commander";
import { CellScapeError } from "../../src/core/errors.ts";
import { metaOf, type Options } from "../../src/core/options/option.ts";
import { flagOf, nameOf } from "../../src/core/options/parse.ts";
import type { CommandSpec, Given } from "../spec.ts";

/** The flag of one option of a table. */
export function flagFor(name: string, table: Options["table"]): Option {
  const { flag, repeats, variadic, description } = metaOf(table[name]);
  const value = flag === undefined ? "" : ` <${flag.replaceAll(" ", "-")}${variadic ? "..." : ""}>`;
  const option = new Option(`--${flagOf(name)}${value}`, description);
  if (repeats && !variadic) option.argParser((each: string, before: readonly string[] = []) => [...before, each]);
  return option;
}

/** A flag that ends the program with the name of the one that replaces it. */
export function retiredFlag(command: string, old: string, now: string): Option {
  return new Option(`--${old} [value]`).hideHelp().argParser(() => {
    throw new CellScapeError("bad-option", `${command}: expected --${now}, got --${old}, its name in earlier versions`);
  });
}

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

import { type Command, Option } from "commander";
import { type ConfigInput, flagOf, type OptionName, optionHelp, options } from "../src/node.ts";

const headings = {
  main: "Options:",
  data: "Data options:",
  samples: "Several samples:",
  model: "Model options (defaults of --preset default; those of paper differ where said):",
  domains: "Domain options:",
  analyses: "What the domains mean:",
} as const;

/** Give a command one flag for each option of a run, with help from the option's own record. */
export function addConfigFlags(command: Command): Command {
  // Object.keys loses the names' type.
  for (const name of Object.keys(options) as OptionName[]) {
    const { flag, repeats, group, description, fallback } = optionHelp(name);
    const help = fallback === undefined ? description : `${description} [${fallback}]`;
    const option = new Option(`--${flagOf(name)}${flag === undefined ? "" : ` <${flag}>`}`, help);
    if (repeats) option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
    command.addOption(option.helpGroup(headings[group]));
  }
  return command;
}

/** The flags that belong to the configuration, as given. */
export function configFlags(given: Readonly<Record<string, unknown>>): ConfigInput {
  return Object.fromEntries(
    Object.keys(options).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
}

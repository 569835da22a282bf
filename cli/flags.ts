import { type Command, Option } from "commander";
import { allOptions, boundsOf, type ConfigInput, flagOf, metaOf, optionGroups } from "../src/node.ts";

/** Give a command one flag for each option of a run, with help from the option's own record. */
export function addConfigFlags(command: Command): Command {
  for (const { heading, table } of optionGroups()) {
    for (const [name, schema] of Object.entries(table)) {
      const { flag, repeats, description } = metaOf(schema);
      const bounds = boundsOf(schema);
      const help = bounds === "" ? description : `${description} [${bounds}]`;
      const option = new Option(`--${flagOf(name)}${flag === undefined ? "" : ` <${flag}>`}`, help);
      if (repeats) option.argParser((value: string, before: readonly string[] = []) => [...before, value]);
      command.addOption(option.helpGroup(`${heading}:`));
    }
  }
  return command;
}

/** The flags that belong to the configuration, as given. */
export function configFlags(given: Readonly<Record<string, unknown>>): ConfigInput {
  return Object.fromEntries(
    Object.keys(allOptions()).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
}

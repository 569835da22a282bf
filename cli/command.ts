import { Command, CommanderError } from "commander";
import { readConfigFile } from "./options/configFile.ts";
import { flagFor, retiredFlag, typedOptions } from "./options/flags.ts";
import { helpText } from "./options/help.ts";
import type { CommandArguments, CommandSpec, Given } from "./spec.ts";
import type { Invocation } from "./terminal.ts";

/** The commander command of a specification. */
export function commandOf(spec: CommandSpec, invocation: Invocation): Command {
  const command = new Command(spec.name).description(spec.summary).helpOption(false);
  for (const [name, description] of spec.arguments) command.argument(name, description);
  for (const { table } of spec.options) {
    for (const name of Object.keys(table)) command.addOption(flagFor(name, table));
  }
  for (const [old, now] of Object.entries(spec.renamed ?? {})) command.addOption(retiredFlag(spec.name, old, now));
  command.option("--config <file>").option("-h, --help [all]");
  command.helpInformation = () => helpText(spec, "basic");
  command.on("option:help", (level: string | null) => {
    const { stdout } = invocation.terminal;
    stdout.write(helpText(spec.helpOn?.(invocation.argv) ?? spec, level === "all" ? "all" : "basic", stdout.columns));
    throw new CommanderError(0, "commander.helpDisplayed", "help");
  });
  return command.action(async (...all: unknown[]) => {
    const count = spec.arguments.length;
    // Commander gives the arguments, then the options, then the command.
    const args = all.slice(0, count) as CommandArguments;
    const { config, ...own } = typedOptions(all[count] as Given, spec);
    const file = config === undefined ? {} : await readConfigFile(String(config), spec);
    await spec.run(args, { ...file, ...own }, invocation);
  });
}

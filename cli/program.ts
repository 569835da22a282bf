import { Command, CommanderError } from "commander";
import { version } from "../src/core/version.ts";
import type { Host } from "../src/host/host.ts";
import { nodeHost } from "../src/host/node/nodeHost.ts";
import { commandOf } from "./command.ts";
import { commandNamed } from "./commands.ts";
import { messageOf } from "./errorMessage.ts";
import { exitCodeOf, exitCodes } from "./exit.ts";
import { type Overview, overviews } from "./overviews.ts";
import type { Invocation, Terminal } from "./terminal.ts";

const firstSteps = `
First steps:
  cellscape demo --out demo                             try it on a simulated tissue
  cellscape inspect tissue.h5ad                         what your file holds and how to run it
  cellscape run tissue.h5ad --domains 7 --out results   find 7 domains`;

/**
 * Run the program once.
 *
 * @param argv arguments after the program's own name.
 * @param host what commands work on: files, engines, workers of this machine unless another one is given.
 * @returns the exit code, see `exitCodes`. Nothing is thrown, and no state of the process changes.
 */
export async function main(argv: readonly string[], terminal: Terminal, host: Host = nodeHost): Promise<number> {
  const { stdout, stderr } = terminal;
  const invocation: Invocation = {
    argv,
    terminal,
    host,
    print: (line) => void stdout.write(`${line}\n`),
    exitCode: exitCodes.done,
    endingCode: undefined,
  };
  try {
    const program = await programOf(invocation);
    await program.parseAsync(argv, { from: "user" });
    return invocation.endingCode ?? invocation.exitCode;
  } catch (error) {
    // Commander has printed what was wrong with the command line; help and version are no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.input;
    stderr.write(`${messageOf(error)}\n`);
    if (terminal.debug) stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return invocation.endingCode ?? exitCodeOf(error);
  }
}

/** The program with the modules of the one command that is called. */
async function programOf(invocation: Invocation): Promise<Command> {
  const { stdout, stderr } = invocation.terminal;
  const program = new Command("cellscape")
    .description("Spatial tissue domains and cell types from spatial omics data.")
    .version(version)
    .showHelpAfterError("(cellscape --help lists the commands, cellscape COMMAND --help its options)")
    .addHelpText("after", firstSteps)
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, "cellscape: ")),
    })
    .exitOverride();
  const words = invocation.argv.filter((word) => !word.startsWith("-"));
  const called = words[0] === "help" ? words[1] : words[0];
  for (const overview of Object.values(overviews)) {
    const spec = overview.name === called ? await commandNamed(called) : undefined;
    program.addCommand((spec ? commandOf(spec, invocation) : listed(overview)).copyInheritedSettings(program));
  }
  return program;
}

/** A command as the list shows it. */
function listed({ name, summary, arguments: given }: Overview): Command {
  const command = new Command(name).description(summary).option("-h, --help [all]");
  for (const [argument, description] of given) command.argument(argument, description);
  return command;
}

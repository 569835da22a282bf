import { Command, CommanderError } from "commander";
import { version } from "../src/node.ts";
import { applyCommand } from "./apply.ts";
import { colocalizeCommand } from "./colocalize.ts";
import { commandOf } from "./command.ts";
import { demoCommand } from "./demo.ts";
import { exitCodeOf, messageOf } from "./exit.ts";
import { exportCommand } from "./export.ts";
import { inspectCommand } from "./inspect.ts";
import { reproduceCommand } from "./reproduce.ts";
import { runCommand } from "./run.ts";
import { scoreCommand } from "./score.ts";
import { simulateCommand } from "./simulate.ts";
import type { CommandSpec } from "./spec.ts";
import type { Invocation, Terminal } from "./terminal.ts";

const firstSteps = `
First steps:
  cellscape demo --out demo                             see it work, on a simulated tissue
  cellscape inspect tissue.h5ad                         what your file holds and how to run it
  cellscape run tissue.h5ad --domains 7 --out results   find 7 domains`;

/** Every command, in the order of the help. */
export const commands: readonly CommandSpec[] = [
  runCommand,
  reproduceCommand,
  applyCommand,
  scoreCommand,
  exportCommand,
  colocalizeCommand,
  inspectCommand,
  simulateCommand,
  demoCommand,
];

/**
 * Run the program once.
 *
 * @param argv arguments after the program's own name.
 * @returns the exit code: 0 done, 1 internal error, 2 wrong input, 130 stopped by the user. Nothing is thrown, and no state of the process changes.
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { stdout, stderr } = terminal;
  const invocation: Invocation = {
    argv,
    terminal,
    print: (line) => void stdout.write(`${line}\n`),
    exitCode: 0,
  };
  try {
    await programOf(invocation).parseAsync(argv, { from: "user" });
    return invocation.exitCode;
  } catch (error) {
    // Commander has printed what was wrong with the command line; help and version are no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    stderr.write(`${messageOf(error)}\n`);
    if (terminal.debug) stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodeOf(error);
  }
}

function programOf(invocation: Invocation): Command {
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
  for (const spec of commands) program.addCommand(commandOf(spec, invocation).copyInheritedSettings(program));
  return program;
}

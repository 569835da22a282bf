#!/usr/bin/env node
import { Command } from "commander";
import { version } from "../src/node.ts";
import { applyCommand } from "./apply.ts";
import { colocalizeCommand } from "./colocalize.ts";
import { demoCommand } from "./demo.ts";
import { exitCodeOf, messageOf } from "./exit.ts";
import { exportCommand } from "./export.ts";
import { inspectCommand } from "./inspect.ts";
import { runCommand } from "./run.ts";
import { scoreCommand } from "./score.ts";
import { simulateCommand } from "./simulate.ts";

const firstSteps = `
First steps:
  cellscape demo --out demo                             see it work, on a simulated tissue
  cellscape inspect tissue.h5ad                         what your file holds and how to run it
  cellscape run tissue.h5ad --domains 7 --out results   find 7 domains`;

const program = new Command("cellscape")
  .description("Spatial tissue domains and cell types from spatial omics data.")
  .version(version)
  .showHelpAfterError("(cellscape --help lists the commands, cellscape COMMAND --help its options)")
  .addHelpText("after", firstSteps)
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "cellscape: ")) })
  .exitOverride();

for (const make of [
  runCommand,
  applyCommand,
  scoreCommand,
  exportCommand,
  colocalizeCommand,
  inspectCommand,
  simulateCommand,
  demoCommand,
]) {
  program.addCommand(make().copyInheritedSettings(program));
}

// A reader that closes early, such as `head`, is not a fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  // Commander has said what was wrong with the command line itself; help and version are no fault.
  if (error instanceof Error && "code" in error && String(error.code).startsWith("commander.")) {
    return "exitCode" in error && error.exitCode === 0 ? 0 : 2;
  }
  console.error(messageOf(error));
  if (process.env.CELLSCAPE_DEBUG) console.error(error);
  return exitCodeOf(error);
}

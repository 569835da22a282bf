import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import { CellScapeError, parseConfig, type RunSummary, runFile } from "../src/node.ts";
import { addConfigFlags, configFlags } from "./flags.ts";
import { interruptible } from "./interrupt.ts";
import { terminalReport } from "./terminal.ts";

/** `cellscape run INPUT... --out DIR` */
export function runCommand(): Command {
  const command = new Command("run")
    .description("find spatial domains in a file and write them, with figures, to a folder")
    .argument("<input...>", "file to read, recognised by its content")
    .addOption(
      new Option(
        "--out <dir>",
        "folder for result.h5ad, domains.csv, figures/ and manifest.json",
      ).makeOptionMandatory(),
    )
    .option("--no-timings", "leave timings out of result.h5ad, so that the same run gives the same file");
  return addConfigFlags(command).action(async (inputs: string[], given: Record<string, unknown>) => {
    const [input] = inputs;
    if (inputs.length > 1) {
      const way = "join them first, or run them one by one";
      throw new CellScapeError(
        "unsupported",
        `run: expected one input, got ${inputs.length} (${inputs.join(", ")}); ${way}`,
      );
    }
    await runAndSay(input, given);
  });
}

/** Run one input with flags as given, show progress, and say what was written. */
export async function runAndSay(input: string, given: Readonly<Record<string, unknown>>): Promise<RunSummary> {
  const config = parseConfig({ threads: availableParallelism(), ...configFlags(given) });
  const report = terminalReport(process.stderr);
  const { signal, release } = interruptible((text) => process.stderr.write(`\n${text}\n`));
  try {
    const summary = await runFile(input, {
      config,
      out: String(given.out),
      report,
      signal,
      timings: given.timings !== false,
      command: process.argv.slice(2),
    });
    for (const line of summary.lines) console.log(line);
    if (summary.stopped) process.exitCode = 130;
    return summary;
  } finally {
    release();
  }
}

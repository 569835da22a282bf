import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import { CellScapeError, parseConfig, type RunSummary, runFile } from "../src/node.ts";
import { exitCodeOf, messageOf } from "./exit.ts";
import { addConfigFlags, configFlags } from "./flags.ts";
import { interruptible } from "./interrupt.ts";
import { type ProgressMode, progressModes, type Voice, voiceOf } from "./progress.ts";

const jsonHelp = `
--progress json writes one JSON object a line to stderr. Its field "event" is begin, advance, note, warning, end, message
or error; step, text, done, total, etaSeconds, seconds (since the step began) and rssMb (memory) are there when they apply.`;

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
    .addOption(
      new Option(
        "--progress <how>",
        "bar, plain, json, none, or auto: a bar on a terminal, else plain lines [auto]",
      ).choices(progressModes),
    )
    .option("--no-timings", "leave timings out of result.h5ad, so that the same run gives the same file")
    .addHelpText("after", jsonHelp);
  return addConfigFlags(command).action(async (inputs: string[], given: Record<string, unknown>) => {
    const [input] = inputs;
    if (inputs.length > 1) {
      const way = "join them first, or run them one by one";
      throw new CellScapeError(
        "unsupported",
        `run: expected one input, got ${inputs.length} (${inputs.join(", ")}); ${way}`,
      );
    }
    // Commander lets no other value through.
    const mode = (given.progress ?? "auto") as ProgressMode;
    const voice = voiceOf(mode, process.stderr);
    try {
      await runAndSay(input, given, voice);
    } catch (error) {
      if (mode !== "json") throw error;
      voice.fail(messageOf(error));
      process.exitCode = exitCodeOf(error);
    }
  });
}

/** Run one input with flags as given, show progress, and say what was written. */
export async function runAndSay(
  input: string,
  given: Readonly<Record<string, unknown>>,
  voice: Voice,
): Promise<RunSummary> {
  const config = parseConfig({ threads: availableParallelism(), ...configFlags(given) });
  const { signal, release } = interruptible(voice.say);
  try {
    const summary = await runFile(input, {
      config,
      out: String(given.out),
      report: voice.report,
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

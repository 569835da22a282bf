import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import {
  CellScapeError,
  parseConfig,
  type RunSummary,
  readSampleSheet,
  runFile,
  type SampleInput,
} from "../src/node.ts";
import { exitCodeOf, messageOf } from "./exit.ts";
import { addConfigFlags, configFlags } from "./flags.ts";
import { interruptible } from "./interrupt.ts";
import { type ProgressMode, progressModes, voiceOf } from "./progress.ts";
import type { Invocation } from "./terminal.ts";
import type { Voice } from "./voice.ts";

const jsonHelp = `
--progress json writes one JSON object a line to stderr. Its field "event" is begin, advance, note, warning, end, message
or error; step, text, done, total, etaSeconds, seconds (since the step began) and rssMb (memory) are there when they apply.`;

/** `cellscape run INPUT... --out DIR`, or `--samples SHEET` in place of the inputs */
export function runCommand(invocation: Invocation): Command {
  const command = new Command("run")
    .description("find spatial domains in a file or folder and write them, with figures, to a folder")
    .argument("[input...]", "file or folder to read, recognised by its content; several are samples of one run")
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
    .option(
      "--samples <sheet>",
      "CSV with a line a sample: path, sample, and what is known of it (condition, age, ...)",
    )
    .option("--resume", "go on with a run of the same settings that was cut off in the same folder")
    .option("--checkpoint-every <s>", "seconds of work that a run that is cut off may lose [30]")
    .option("--no-timings", "leave timings out of result.h5ad, so that the same run gives the same file")
    .addHelpText("after", jsonHelp);
  return addConfigFlags(command).action(async (inputs: string[], given: Record<string, unknown>) => {
    const { samples } = given;
    if ((samples === undefined) === (inputs.length === 0)) {
      const got = samples === undefined ? "neither" : "both";
      throw new CellScapeError("bad-option", `run: expected files or a sheet of samples (--samples), got ${got}`);
    }
    // Commander lets no other value through.
    const mode = (given.progress ?? "auto") as ProgressMode;
    const voice = voiceOf(mode, invocation.terminal.stderr);
    try {
      const chosen = samples === undefined ? inputs.map((path) => ({ path })) : await readSampleSheet(String(samples));
      await runAndSay(chosen, given, voice, invocation);
    } catch (error) {
      if (mode !== "json") throw error;
      voice.fail(messageOf(error));
      invocation.exitCode = exitCodeOf(error);
    }
  });
}

/** Run one input with flags as given, show progress, and say what was written. */
export async function runAndSay(
  input: string | readonly SampleInput[],
  given: Readonly<Record<string, unknown>>,
  voice: Voice,
  invocation: Invocation,
): Promise<RunSummary> {
  const config = parseConfig({ threads: availableParallelism(), ...configFlags(given) });
  const { signal, release } = interruptible(invocation.terminal, voice.say);
  try {
    const summary = await runFile(input, {
      config,
      out: String(given.out),
      report: voice.report,
      signal,
      timings: given.timings !== false,
      command: invocation.argv,
      resume: given.resume === true,
      ...(given.checkpointEvery === undefined ? {} : { checkpointSeconds: secondsOf(given.checkpointEvery) }),
    });
    summary.lines.forEach(invocation.print);
    if (summary.stopped) invocation.exitCode = 130;
    return summary;
  } finally {
    release();
  }
}

function secondsOf(text: unknown): number {
  const seconds = Number(text);
  if (String(text).trim() !== "" && seconds >= 0) return seconds;
  throw new CellScapeError("bad-option", `--checkpoint-every: expected seconds from 0, got ${JSON.stringify(text)}`);
}

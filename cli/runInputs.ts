import { parseOptions } from "../src/core/options/parse.ts";
import { controlOptions } from "../src/session/options/control.ts";
import { parseConfig } from "../src/session/options/run.ts";
import type { SampleInput } from "../src/session/read/sampleSheet.ts";
import type { RunSummary } from "../src/session/run/concludeRun.ts";
import { runFile } from "../src/session/runFile.ts";
import { inSession } from "./inSession.ts";
import { withThreads } from "./options/threads.ts";
import type { Voice } from "./progress/voice.ts";
import type { Given } from "./spec.ts";
import type { Invocation } from "./terminal.ts";

/** Run inputs with options as given, show progress, and print what was written. */
export async function runInputs(
  inputs: readonly SampleInput[],
  given: Given,
  voice: Voice,
  invocation: Invocation,
): Promise<RunSummary> {
  const control = parseOptions(controlOptions.table, controlOptions.of(given));
  const settings = Object.entries(given).filter(([name]) => !(name in controlOptions.table));
  const config = parseConfig(withThreads(Object.fromEntries(settings), voice));
  return inSession(control, voice, invocation, (session) => runFile(invocation.host, inputs, { ...session, config }));
}

import { availableParallelism } from "node:os";
import { controlOptions, parseConfig, parseOptions, type RunSummary, runFile, type SampleInput } from "../src/node.ts";
import { inSession } from "./inSession.ts";
import type { Given } from "./spec.ts";
import type { Invocation } from "./terminal.ts";
import type { Voice } from "./voice.ts";

/** Run inputs with options as given, show progress, and print what was written. */
export async function runInputs(
  inputs: readonly SampleInput[],
  given: Given,
  voice: Voice,
  invocation: Invocation,
): Promise<RunSummary> {
  const control = parseOptions(controlOptions.table, controlOptions.of(given));
  const settings = Object.entries(given).filter(([name]) => !(name in controlOptions.table));
  const config = parseConfig({ threads: availableParallelism(), ...Object.fromEntries(settings) });
  return inSession(control, voice, invocation, (session) => runFile(inputs, { ...session, config }));
}

import type { StepContext } from "../../src/run/artifacts.ts";
import { resolveSettings } from "../../src/run/options/settings.ts";
import { type ConfigInput, parseConfig, type RunSettings } from "../../src/session/options/run.ts";
import { recordedTask } from "../recordedTask.ts";

/** What a step is given besides its inputs, and what it said. */
export function stepContext(
  input: ConfigInput,
  { samples = 1, signal }: { readonly samples?: number; readonly signal?: AbortSignal } = {},
): {
  readonly context: StepContext<RunSettings> & { readonly config: RunSettings };
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
} {
  const { task, notes, warnings } = recordedTask({ signal });
  const context = {
    config: resolveSettings(parseConfig(input), { name: "tissue", cells: 100, samples }),
    engine: () => Promise.reject(new Error("no engine is needed")),
    report: () => undefined,
    signal,
    clock: () => 0,
    task,
  };
  return { context, notes, warnings };
}

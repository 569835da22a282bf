import { withSingulars } from "../src/core/singular.ts";
import type { controlOptions } from "../src/session/options/control.ts";
import type { SessionOptions } from "../src/session/run/session.ts";
import { exitCodes } from "./exit.ts";
import { interrupted } from "./interrupt.ts";
import type { Voice } from "./progress/voice.ts";
import type { Invocation } from "./terminal.ts";

/** How the work goes, as the user chose. */
type Control = Omit<ReturnType<typeof controlOptions.of>, "samples" | "progress" | "checkpoints"> & {
  readonly checkpoints?: string | undefined;
};

/**
 * Do some work with progress and checkpoints, interrupted by Ctrl-C, and print what was written.
 *
 * @param work what to do with the options of the session.
 */
export async function inSession<Summary extends { readonly stopped: boolean; readonly lines: readonly string[] }>(
  { out, noTimings, resume, checkpoints, checkpointEvery }: Control,
  voice: Voice,
  invocation: Invocation,
  work: (options: SessionOptions) => Promise<Summary>,
): Promise<Summary> {
  const summary = await interrupted(invocation, voice.say, (signals) =>
    work({
      ...{ out, resume, report: voice.report, timings: !noTimings, command: invocation.argv },
      ...{ checkpoints, checkpointSeconds: checkpointEvery, ...signals },
    }),
  );
  for (const line of summary.lines) invocation.print(withSingulars(line));
  if (summary.stopped) invocation.exitCode = exitCodes.interrupt;
  return summary;
}

import type { controlOptions, SessionOptions } from "../src/node.ts";
import { interruptible } from "./interrupt.ts";
import type { Invocation } from "./terminal.ts";
import type { Voice } from "./voice.ts";

/** How the work goes, as the user wants it. */
type Control = Omit<ReturnType<typeof controlOptions.of>, "samples">;

/**
 * Do some work with progress and checkpoints, interrupted by Ctrl-C, and print what was written.
 *
 * @param work what to do with the options of the session.
 */
export async function inSession<Summary extends { readonly stopped: boolean; readonly lines: readonly string[] }>(
  { out, noTimings, resume, checkpointEvery }: Control,
  voice: Voice,
  invocation: Invocation,
  work: (options: SessionOptions) => Promise<Summary>,
): Promise<Summary> {
  const { signal, release } = interruptible(invocation.terminal, voice.say);
  try {
    const summary = await work({
      ...{ out, signal, resume, report: voice.report, timings: !noTimings, command: invocation.argv },
      checkpointSeconds: checkpointEvery,
    });
    summary.lines.forEach(invocation.print);
    if (summary.stopped) invocation.exitCode = 130;
    return summary;
  } finally {
    release();
  }
}

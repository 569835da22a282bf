import type { ProgressMode } from "../src/node.ts";
import { exitCodeOf, messageOf } from "./exit.ts";
import { voiceOf } from "./progress.ts";
import type { Invocation } from "./terminal.ts";
import type { Voice } from "./voice.ts";

/** Do some work whose progress is shown as the user wants it; as JSON, an error is one more object. */
export async function spoken(
  progress: ProgressMode,
  invocation: Invocation,
  work: (voice: Voice) => Promise<void>,
): Promise<void> {
  const voice = voiceOf(progress, invocation.terminal.stderr);
  try {
    await work(voice);
  } catch (error) {
    if (progress !== "json") throw error;
    voice.fail(messageOf(error));
    invocation.exitCode = exitCodeOf(error);
  }
}

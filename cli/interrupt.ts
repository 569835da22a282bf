import { exitCodes } from "./exit.ts";
import type { Invocation } from "./terminal.ts";

/** Milliseconds that work may take to keep what is under way when the process shall end: schedulers kill after ten seconds. */
const patience = 4000;

/** Signals for work that may be interrupted. */
export interface Signals {
  /** Fires on Ctrl-C. */
  readonly signal: AbortSignal;
  /** Fires when the system ends the process. */
  readonly ending: AbortSignal;
}

/**
 * Do some work that Ctrl-C stops cleanly with what is there; a second Ctrl-C ends it at once. A request of the system to
 * end, or a terminal that is closed, keeps what is under way, and ends it without results.
 *
 * @param say reports to the user that the work stops.
 */
export async function interrupted<T>(
  invocation: Invocation,
  say: (text: string) => void,
  work: (signals: Signals) => Promise<T>,
): Promise<T> {
  const { onInterrupt, onEnd, quit } = invocation.terminal;
  const stopping = new AbortController();
  const ending = new AbortController();
  let endingCode: number | undefined;
  let limit: NodeJS.Timeout | undefined;
  const removers = [
    onInterrupt(() => {
      if (stopping.signal.aborted) return quit(exitCodes.interrupt);
      stopping.abort();
      say("Stopping; the results so far will be written. Press Ctrl-C again to quit without results.");
    }),
    onEnd((code) => {
      if (endingCode !== undefined) return quit(code);
      endingCode = code;
      limit = setTimeout(() => quit(code), patience).unref();
      say("Ending without results; --resume continues from the checkpoints.");
      ending.abort();
    }),
  ];
  try {
    return await work({ signal: stopping.signal, ending: ending.signal });
  } catch (error) {
    invocation.endingCode = endingCode;
    throw error;
  } finally {
    clearTimeout(limit);
    for (const remove of removers) remove();
  }
}

import type { Terminal } from "./terminal.ts";

/**
 * Ctrl-C stops the work cleanly with what is there; a second Ctrl-C ends it at once.
 *
 * @returns the signal, and a function that removes the handler.
 */
export function interruptible(
  { onInterrupt, quit }: Terminal,
  say: (text: string) => void,
): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const release = onInterrupt(() => {
    if (controller.signal.aborted) return quit(130);
    controller.abort();
    say("Stopping soon, with results of what is there; press Ctrl-C again to stop at once, without.");
  });
  return { signal: controller.signal, release };
}

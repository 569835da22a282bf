/**
 * Ctrl-C asks the work to stop cleanly with what is there; a second Ctrl-C ends the process at once.
 *
 * @returns the signal, and a function that takes the handler away again.
 */
export function interruptible(say: (text: string) => void): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    say("Stopping soon, with results of what is there; press Ctrl-C again to stop at once, without.");
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  const release = () => {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  };
  return { signal: controller.signal, release };
}

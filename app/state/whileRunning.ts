import { computed, effect } from "@preact/signals";
import { work } from "./session.ts";

const isRunning = computed(() => work.value.kind === "running");

/** While a run works: the screen stays on, the browser keeps its files, and closing the page needs a second click. */
export function watchRuns(): void {
  let awake: WakeLockSentinel | undefined;
  const wake = async () => {
    // Refused in the background, and where the battery is low; the run goes on either way.
    const lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
    if (isRunning.value) awake = lock;
    else await lock?.release();
  };
  effect(() => {
    if (!isRunning.value) {
      void awake?.release();
      return;
    }
    void wake();
    // Else the browser may delete checkpoints when the disk becomes full.
    void navigator.storage?.persist?.().catch(() => false);
  });
  // A hidden page loses its lock.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && isRunning.value) void wake();
  });
  addEventListener("beforeunload", (event) => {
    if (isRunning.value) event.preventDefault();
  });
}

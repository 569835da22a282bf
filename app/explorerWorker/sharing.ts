import type { Progress } from "../../src/core/progress.ts";
import { createTask, type Task } from "../../src/core/task.ts";

/** A task that reports its finished share. */
export function sharing(name: string, share: (finished: number) => void, signal: AbortSignal): Task {
  const report = (progress: Progress) => {
    if (progress.kind === "advance" && progress.total > 0) share(progress.done / progress.total);
  };
  return createTask(name, { report, signal });
}

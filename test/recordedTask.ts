import type { Progress } from "../src/core/progress.ts";
import { createTask, type Task, type TaskOptions } from "../src/core/task.ts";

type Advance = Extract<Progress, { kind: "advance" }>;

/** A task, and what it reported. */
export function recordedTask(options: Omit<TaskOptions, "report"> = {}): {
  readonly task: Task;
  readonly advances: readonly Advance[];
  /** Finished shares, 0 to 1, in the order of their reports. */
  readonly shares: () => number[];
} {
  const advances: Advance[] = [];
  const report = (progress: Progress) => {
    if (progress.kind === "advance") advances.push(progress);
  };
  const shares = () => advances.map(({ done, total }) => done / total);
  return { task: createTask("step", { ...options, report }), advances, shares };
}

import type { Progress } from "../src/core/progress.ts";
import { createTask, type Task, type TaskOptions } from "../src/core/task.ts";

type Advance = Extract<Progress, { kind: "advance" }>;

/** A task, and what it reported. */
export function recordedTask(options: Omit<TaskOptions, "report"> = {}): {
  readonly task: Task;
  readonly advances: readonly Advance[];
  /** Finished shares, 0 to 1, in the order of their reports. */
  readonly shares: () => number[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
} {
  const advances: Advance[] = [];
  const notes: string[] = [];
  const warnings: string[] = [];
  const report = (progress: Progress) => {
    if (progress.kind === "advance") advances.push(progress);
    if (progress.kind === "note") notes.push(progress.text);
    if (progress.kind === "warning") warnings.push(progress.text);
  };
  const shares = () => advances.map(({ done, total }) => done / total);
  return { task: createTask("step", { ...options, report }), advances, shares, notes, warnings };
}

import { memoryInWords } from "../../core/memorySize.ts";
import type { ProcessEnd } from "../../host/host.ts";

/** Why a process left no result, for its row; undefined where it ended well. */
export function failureOf({ ended, code, seconds, peakBytes = 0, lastErrors }: ProcessEnd): string | undefined {
  if (ended === "memory") return `failed: out of memory after ${memoryInWords(peakBytes)}`;
  if (ended === "time") return `failed: time limit after ${durationOf(seconds)}`;
  if (code === 0) return undefined;
  const last = lastErrors.at(-1) ?? "";
  // The engine of JavaScript gives up before the limit of resident memory where its own share is full.
  if (lastErrors.some((line) => /heap out of memory|allocation fail|bad_alloc|MemoryError/i.test(line))) {
    return `failed: out of memory after ${memoryInWords(peakBytes)}`;
  }
  const how = typeof code === "string" ? `ended by ${code}` : `exit code ${code}`;
  const reason = last.replace(/^cellscape: /, "");
  return reason === "" ? `failed: ${how}` : `failed: ${reason}`;
}

function durationOf(seconds: number): string {
  return seconds < 90 ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s` : `${(seconds / 60).toFixed(0)} min`;
}

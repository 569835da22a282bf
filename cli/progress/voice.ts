import type { Report } from "../../src/core/progress.ts";

/** Where progress goes; process.stderr fits. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How a command talks while it works. */
export interface Voice {
  readonly report: Report;
  /** Something from the command itself, such as an answer to Ctrl-C. */
  say(text: string): void;
  /** The message of what ended the run. */
  fail(text: string): void;
}

/** Resident memory of this process in megabytes of 2^20 bytes. */
export function rssMb(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}

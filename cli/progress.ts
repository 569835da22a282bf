import type { Report } from "../src/node.ts";
import { jsonReport } from "./progressJson.ts";
import { lineReport } from "./progressLines.ts";

/** Ways to show progress: a live bar, plain lines, JSON for programs, nothing; auto: a bar on a terminal, else lines. */
export const progressModes = ["auto", "bar", "plain", "json", "none"] as const;
export type ProgressMode = (typeof progressModes)[number];

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

/** The voice of a mode, on a screen. */
export function voiceOf(mode: ProgressMode, screen: Screen): Voice {
  const plain = {
    say: (text: string) => screen.write(`\n${text}\n`),
    fail: (text: string) => screen.write(`${text}\n`),
  };
  if (mode === "json") return jsonReport(screen);
  if (mode === "none") return { ...plain, report: () => undefined };
  return {
    ...plain,
    report: lineReport(screen, { live: mode === "bar" || (mode === "auto" && screen.isTTY === true) }),
  };
}

/** Resident memory of this process in megabytes of 2^20 bytes. */
export function rssMb(): number {
  return Math.round(process.memoryUsage.rss() / 2 ** 20);
}

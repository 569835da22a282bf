import { usualThreads } from "../../src/host/node/allotted.ts";
import type { Voice } from "../progress/voice.ts";

/** Settings as given, with the usual number of threads where the user sets none; a number that a scheduler allots is reported. */
export function withThreads(
  given: Readonly<Record<string, unknown>>,
  voice?: Pick<Voice, "report">,
): Record<string, unknown> {
  const { count, why } = usualThreads();
  if (given.threads === undefined && why !== undefined) {
    voice?.report({ kind: "note", step: "plan", text: `${count} threads (${why}; --threads sets them)` });
  }
  return { threads: count, ...given };
}

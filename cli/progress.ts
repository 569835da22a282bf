import type { ProgressMode } from "../src/node.ts";
import { jsonReport } from "./progressJson.ts";
import { lineReport } from "./progressLines.ts";
import type { Screen, Voice } from "./voice.ts";

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

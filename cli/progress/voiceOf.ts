import type { ProgressMode } from "../../src/session/options/control.ts";
import { messageOf } from "../errorMessage.ts";
import { exitCodeOf } from "../exit.ts";
import type { Invocation } from "../terminal.ts";
import { jsonReport } from "./json.ts";
import { lineReport } from "./lines.ts";
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

/** Do some work whose progress is shown as the user chose; as JSON, an error is one more object. */
export async function spoken(
  progress: ProgressMode,
  invocation: Invocation,
  work: (voice: Voice) => Promise<void>,
): Promise<void> {
  const voice = voiceOf(progress, invocation.terminal.stderr);
  try {
    await work(voice);
  } catch (error) {
    if (progress !== "json") throw error;
    voice.fail(messageOf(error));
    invocation.exitCode = exitCodeOf(error);
  }
}

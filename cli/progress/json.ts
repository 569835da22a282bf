import { createEta, type Eta } from "../../src/run/eta.ts";
import { rssMb, type Screen, type Voice } from "./voice.ts";

/** The format of the JSON lines, for programs that read them. */
export const progressNotes = `--progress json writes one JSON object per line to stderr. Its field "event" is begin, advance, note, warning, end,
message or error; step, text, done, total, etaSeconds, seconds (since the step began) and rssMb (memory) are given
where they apply.`;

/** An advance is reported at most this often; the first and the last of a step always. */
const apartMs = 100;

/**
 * Progress as one JSON object a line. `event` is begin, advance, note, warning, end, message or error; the other fields are
 * there when they apply: step, text, done, total, etaSeconds, seconds (since the step began) and rssMb.
 */
export function jsonReport(screen: Screen): Voice {
  const write = (record: Readonly<Record<string, unknown>>) => screen.write(`${JSON.stringify(record)}\n`);
  let began = 0;
  let written = 0;
  let eta: Eta = createEta();
  return {
    report(progress) {
      const now = performance.now();
      const { kind: event, step } = progress;
      switch (progress.kind) {
        case "begin":
          began = now;
          written = Number.NEGATIVE_INFINITY;
          eta = createEta();
          write({ event, step, text: progress.does, rssMb: rssMb() });
          return;
        case "advance": {
          const { done, total, detail } = progress;
          const seconds = (now - began) / 1000;
          const etaSeconds = eta.update(seconds, progress);
          if (now - written < apartMs && done < total) return;
          written = now;
          write({
            event,
            step,
            done,
            total,
            etaSeconds: tenths(etaSeconds),
            seconds: tenths(seconds),
            rssMb: rssMb(),
            text: detail,
          });
          return;
        }
        case "end":
          write({ event, step, seconds: progress.seconds, rssMb: rssMb() });
          return;
        default:
          write({ event, step, text: progress.text });
      }
    },
    say: (text) => write({ event: "message", text }),
    fail: (text) => write({ event: "error", text }),
  };
}

function tenths(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 10) / 10;
}

import type { Progress, Report } from "../../src/core/progress.ts";
import { createEta, type Eta } from "../../src/run/eta.ts";
import { rssMb, type Screen } from "./voice.ts";

const barWidth = 24;
const redrawMs = 100;
const plainApartMs = 10_000;

type Advance = Extract<Progress, { kind: "advance" }>;

/**
 * Progress as lines: one per step, and when it ends how long it took. While a step works, live: a bar with time left and
 * memory that is drawn again and again; else plain lines only, one every ten seconds.
 */
export function lineReport(screen: Screen, { live }: { readonly live: boolean }): Report {
  let began = 0;
  let drawn = 0;
  let barShown = false;
  let eta: Eta = createEta();

  const clear = () => {
    if (barShown) screen.write("\r\u001b[K");
    barShown = false;
  };
  const line = (text: string) => {
    clear();
    screen.write(`${text}\n`);
  };

  return (progress: Progress) => {
    const now = performance.now();
    switch (progress.kind) {
      case "begin":
        began = now;
        drawn = live ? 0 : now;
        eta = createEta();
        return line(progress.does);
      case "advance": {
        const left = eta.update((now - began) / 1000, progress);
        if (now - drawn < (live ? redrawMs : plainApartMs)) return;
        drawn = now;
        if (!live) return line(advanceLine(progress, left));
        clear();
        // A line that wraps could not be cleared.
        screen.write(advanceLine(progress, left).slice(0, (screen.columns ?? 80) - 1));
        barShown = true;
        return;
      }
      case "note":
        return line(`  ${progress.text}`);
      case "warning":
        return line(`  warning: ${progress.text}`);
      case "end":
        if (progress.seconds >= 0.5) line(`  took ${inWords(progress.seconds)}, ${rssMb()} MB`);
        else clear();
        return;
    }
  };
}

function advanceLine({ done, total, detail }: Advance, left: number | undefined): string {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.round(share * barWidth);
  const bar = "#".repeat(filled) + "-".repeat(barWidth - filled);
  const time = left === undefined ? "" : `, ${inWords(left)} left`;
  return `  [${bar}] ${done}/${total}${time}, ${rssMb()} MB${detail ? `  ${detail}` : ""}`;
}

function inWords(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 5400) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

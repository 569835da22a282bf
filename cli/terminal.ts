import type { Progress, Report } from "../src/node.ts";

const barWidth = 24;
const redrawMs = 100;

/** Where progress goes; process.stderr fits. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Progress as lines on a terminal: a bar with time left and memory while a step works, one line when it ends.
 * Without a terminal, plain lines only: one a step, and one every ten seconds of a long step.
 */
export function terminalReport(screen: Screen): Report {
  const live = screen.isTTY === true;
  let started = 0;
  let drawn = 0;
  let barShown = false;

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
        started = now;
        drawn = live ? 0 : now;
        return line(progress.does);
      case "advance":
        if (now - drawn < (live ? redrawMs : 10_000)) return;
        drawn = now;
        if (!live) return line(advanceLine(progress, (now - started) / 1000));
        clear();
        // A line that wraps could not be cleared.
        screen.write(advanceLine(progress, (now - started) / 1000).slice(0, (screen.columns ?? 80) - 1));
        barShown = true;
        return;
      case "note":
        return line(`  ${progress.text}`);
      case "warning":
        return line(`  warning: ${progress.text}`);
      case "end":
        if (progress.seconds >= 0.5) line(`  took ${seconds(progress.seconds)}`);
        else clear();
        return;
    }
  };
}

function advanceLine({ done, total, detail }: Extract<Progress, { kind: "advance" }>, elapsed: number): string {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.round(share * barWidth);
  const bar = "#".repeat(filled) + "-".repeat(barWidth - filled);
  const left = done > 0 ? `, ${seconds((elapsed / done) * (total - done))} left` : "";
  const memory = `${Math.round(process.memoryUsage.rss() / 1e6)} MB`;
  return `  [${bar}] ${done}/${total}${left}, ${memory}${detail ? `  ${detail}` : ""}`;
}

function seconds(value: number): string {
  if (value < 10) return `${value.toFixed(1)} s`;
  if (value < 90) return `${Math.round(value)} s`;
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}

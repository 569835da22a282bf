import type { Progress } from "../../src/core/progress.ts";
import { createEta, type Eta } from "../../src/run/eta.ts";

/** A step of a run as it is shown. */
export interface StepShown {
  readonly does: string;
  /** 0 to 1; undefined while nothing is known. */
  readonly share: number | undefined;
  readonly detail: string | undefined;
  /** Seconds that are left of it. */
  readonly left: number | undefined;
  /** Seconds that it took; undefined while it works. */
  readonly took: number | undefined;
}

export interface ProgressShown {
  readonly steps: readonly StepShown[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

export const nothingYet: ProgressShown = { steps: [], notes: [], warnings: [] };

/**
 * Follows a run.
 *
 * @param clock seconds.
 * @returns what is shown after each thing that the run reported.
 */
export function followProgress(clock: () => number): (event: Progress) => ProgressShown {
  let shown = nothingYet;
  let eta: Eta = createEta();
  let began = 0;
  const changeLast = (change: Partial<StepShown>) => {
    shown = {
      ...shown,
      steps: shown.steps.map((step, at) => (at === shown.steps.length - 1 ? { ...step, ...change } : step)),
    };
  };
  return (event) => {
    if (event.kind === "begin") {
      eta = createEta();
      began = clock();
      const step = { does: event.does, share: undefined, detail: undefined, left: undefined, took: undefined };
      shown = { ...shown, steps: [...shown.steps, step] };
    } else if (event.kind === "advance") {
      const left = eta.update(clock() - began, event);
      changeLast({ share: event.total > 0 ? Math.min(1, event.done / event.total) : 0, left, detail: event.detail });
    } else if (event.kind === "end") changeLast({ share: 1, left: undefined, took: event.seconds });
    else if (event.kind === "note") shown = { ...shown, notes: [...shown.notes, event.text] };
    else shown = { ...shown, warnings: [...shown.warnings, event.text] };
    return shown;
  };
}

/** `8.2 s`, `2 min 5 s`. */
export function inWords(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 90) return `${whole} s`;
  if (whole < 5400) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

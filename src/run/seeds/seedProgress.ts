import type { Report } from "../../core/progress.ts";

/** The progress of several seeds as that of one step of the pipeline. */
interface SeedProgress {
  /** To be called before a seed is computed, with the units that an earlier process did. */
  begin(s: number, before: number): void;
  /** What a seed reports goes here. */
  report(s: number): Report;
  /** Training steps of all seeds: `7 of 40`. */
  steps(): string;
}

/**
 * @param plan training steps and units of one seed; see `MethodPlan`.
 */
export function seedProgress(
  report: Report,
  { step, seed, seeds }: { readonly step: string; readonly seed: number; readonly seeds: number },
  { steps, units }: { readonly steps: number; readonly units: number },
): SeedProgress {
  const total = seeds * units;
  const done = new Float64Array(seeds);
  let before = 0;
  // Shares of a step's work are no whole units.
  const sum = (values: Float64Array) => Math.floor(values.reduce((a, b) => a + b, 0) + 1e-6);
  const reportSum = (detail?: string) => {
    const progress = {
      done: sum(done),
      total,
      before: Math.floor(before + 1e-6),
      ...(detail === undefined ? {} : { detail }),
    };
    report({ kind: "advance", step, ...progress });
  };
  const which = (s: number) => (seeds > 1 ? `seed ${seed + s}, ` : "");
  return {
    begin(s, already) {
      if (already === 0) return;
      done[s] = already;
      before += already;
      reportSum();
    },
    report: (s) => (progress) => {
      if (progress.kind !== "advance") {
        report({ ...progress, step });
        return;
      }
      const scale = units / progress.total;
      const now = scale * progress.done;
      // What was kept by an earlier process is no work of this one.
      if (progress.before !== undefined) before += Math.max(0, scale * progress.before - done[s]);
      done[s] = Math.max(done[s], now);
      reportSum(progress.detail === undefined ? undefined : `${which(s)}${progress.detail}`);
    },
    steps: () => `${sum(done.map((units) => Math.min(units, steps)))} of ${seeds * steps}`,
  };
}

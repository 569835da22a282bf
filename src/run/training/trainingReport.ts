import type { Report } from "../../core/progress.ts";
import type { TrainingPlan } from "../../methods/cellscape/plan.ts";
import type { TrainingHooks } from "./trainSeed.ts";

/** The progress of several models as that of one step of the pipeline. */
interface TrainingReport {
  /** To be called before a model is trained, with the steps that an earlier process took. */
  begin(s: number, taken: number | "finished" | undefined): void;
  hooks(s: number): Pick<Required<TrainingHooks>, "onStep" | "onCells">;
  /** Steps of all models: `7 of 40`. */
  steps(): string;
}

/** Embedding the cells of a batch takes this share of a step on it: no backward pass, but halos and the cutting of chunks. */
const embeddingShare = 0.5;

/** Units of work are training steps; embedding all cells counts as some more of them. */
export function trainingReport(
  report: Report,
  { seed, seeds }: { readonly seed: number; readonly seeds: number },
  { epochs, batches }: TrainingPlan,
): TrainingReport {
  const steps = epochs * batches;
  const embedding = Math.max(1, Math.round(embeddingShare * batches));
  const total = seeds * (steps + embedding);
  const done = new Float64Array(seeds);
  const taken = new Float64Array(seeds);
  let before = 0;
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const tell = (detail?: string) => {
    const progress = { done: sum(done), total, before, ...(detail === undefined ? {} : { detail }) };
    report({ kind: "advance", step: "trained", ...progress });
  };
  const which = (s: number) => (seeds > 1 ? `seed ${seed + s}, ` : "");
  return {
    begin(s, already = 0) {
      const units = already === "finished" ? steps + embedding : already;
      if (units === 0) return;
      done[s] = units;
      taken[s] = Math.min(units, steps);
      before += units;
      tell();
    },
    hooks: (s) => ({
      onStep(step, _, { reconstruction, contrast }) {
        done[s] = step;
        taken[s] = step;
        tell(`${which(s)}reconstruction ${reconstruction.toFixed(4)}, contrast ${contrast.toFixed(4)}`);
      },
      onCells(embedded, cells) {
        const units = steps + Math.floor((embedding * embedded) / cells);
        if (units <= done[s]) return;
        done[s] = units;
        tell(`${which(s)}${Math.floor(embedded)} of ${cells} cells embedded`);
      },
    }),
    steps: () => `${sum(taken)} of ${seeds * steps}`,
  };
}

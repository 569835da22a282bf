import { CellScapeError } from "../core/errors.ts";
import type { Task } from "../core/task.ts";
import { type FitState, fitPhases, lossColumns, type Phase, type StepLosses } from "../nn/fit.ts";
import type { Stepper } from "../nn/stepper.ts";
import type { Embedded } from "./embedded.ts";
import type { EmbedContext } from "./method.ts";

/** Training in phases, each of epochs of one step on all cells, or of one per batch. */
export interface PhasedTraining<Batch = undefined> {
  /** Name of the method, for errors. */
  readonly method: string;
  readonly phases: readonly Phase<Batch>[];
  readonly steppers: Readonly<Record<string, Stepper>>;
  /** Steps of all phases, at most. */
  readonly steps: number;
  /** Units of progress that follow training: what embedding counts as, in steps. */
  readonly rest: number;
}

export interface TrainedPhases extends Pick<Embedded, "losses" | "stoppedEarly"> {
  /** What remains of the progress once training is over. */
  readonly remaining: Task;
  /** Steps that were taken. */
  readonly taken: number;
}

/** The state that an earlier process kept, if it did: a method only gets its own. */
export function resumedFit({ resume }: Pick<EmbedContext, "resume">): FitState | undefined {
  return resume as FitState | undefined;
}

/**
 * Train phase by phase with the progress, interruption and resuming that `Method.embed` promises. Where the signal fires,
 * the network as it is then is the result.
 *
 * @throws bad-option where a loss becomes infinite or NaN.
 */
export async function trainPhases<Batch>(
  { method, phases, steppers, steps, rest }: PhasedTraining<Batch>,
  { seed, task, resume, save }: Pick<EmbedContext, "seed" | "task" | "resume" | "save">,
): Promise<TrainedPhases> {
  const from = resumedFit({ resume });
  const total = steps + rest;
  const progress = task.finishing();
  let taken = from?.losses.reduce((sum, { length }) => sum + length, 0) ?? 0;
  if (from) await progress.advance({ done: taken, total, before: taken });
  let detail = "";
  const { losses, stoppedEarly } = await fitPhases(
    phases.map((phase) => ({
      ...phase,
      async step(batch: Batch, context) {
        const found = await phase.step(batch, context);
        expectFinite(found, { method, step: taken + 1, seed });
        return found;
      },
    })),
    {
      ...{ steppers, resume: from, signal: task.signal },
      onStep(step, found) {
        taken = step;
        detail = Object.entries(found)
          .map(([name, loss]) => `${name} ${loss.toPrecision(4)}`)
          .join(", ");
      },
      async onState(state) {
        await progress.advance({ done: taken, total, detail });
        await save(state, await isLast(phases, state));
      },
    },
  );
  return {
    ...{ losses: lossColumns(losses.flat()), stoppedEarly, taken },
    remaining: progress.part(steps / total, 1),
  };
}

/** True for the state after which no phase has a step left. */
async function isLast<Batch>(phases: readonly Phase<Batch>[], state: FitState): Promise<boolean> {
  const { phase: at, epoch, batch, refreshed } = state;
  // Phases end after whole epochs.
  if (at + 1 < phases.length || batch > 0) return false;
  const { epochs, stop } = phases[at];
  return epoch >= epochs || ((await stop?.({ epochs: epoch, losses: state.losses[at], refreshed })) ?? false);
}

function expectFinite(
  losses: StepLosses,
  { method, step, seed }: { readonly method: string; readonly step: number; readonly seed: number },
): void {
  const fault = Object.entries(losses).find(([, loss]) => !Number.isFinite(loss));
  if (!fault) return;
  const got = `${fault[0]} ${fault[1]} in step ${step} of seed ${seed}`;
  throw new CellScapeError("bad-option", `${method}: expected finite losses, got ${got}; lower --learning-rate`);
}

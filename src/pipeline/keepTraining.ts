import type { TrainingState } from "../train/state.ts";
import type { Trained } from "../train/train.ts";
import type { Context } from "./artifacts.ts";

/** Keeps the training of one seed. */
interface TrainingKeeper {
  /** The model, when an earlier process finished it. */
  readonly finished: Trained | undefined;
  /** Where an earlier process was cut off. */
  readonly resume: TrainingState | undefined;
  /** To be called after every step; keeps the state every so many seconds. */
  readonly onState: (state: TrainingState) => Promise<void>;
  /** To be called with the model; keeps it, or the last state when training was stopped before its end. */
  finish(trained: Trained): Promise<void>;
}

/** Keep the training of one seed in the checkpoints, if there are any, and say what is there already. */
export async function keepTraining(
  seed: number,
  { checkpoints, clock }: Pick<Context, "checkpoints" | "clock">,
): Promise<TrainingKeeper> {
  const [model, state] = [`trained-${seed}`, `training-${seed}`];
  // Only this file keeps something under these names, and only for runs of the same version and settings.
  const finished = (await checkpoints?.load(model)) as Trained | undefined;
  const resume = finished ? undefined : ((await checkpoints?.load(state)) as TrainingState | undefined);
  const started = clock();
  let saved = started;
  let last: TrainingState | undefined;
  return {
    finished,
    resume,
    async onState(now) {
      last = now;
      if (!checkpoints || clock() - saved < checkpoints.everySeconds) return;
      await checkpoints.save(state, now, clock() - saved);
      saved = clock();
    },
    async finish(trained) {
      // A user who stops may wish to go on, however little was done.
      if (trained.stoppedEarly) {
        if (last) await checkpoints?.save(state, last, Number.POSITIVE_INFINITY);
        return;
      }
      if (await checkpoints?.save(model, trained, clock() - started)) await checkpoints?.remove(state);
    },
  };
}

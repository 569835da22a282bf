import type { KeepPart } from "../../core/keepPart.ts";
import type { TrainingState } from "../../methods/cellscape/state.ts";
import type { Trained } from "../../methods/cellscape/train.ts";
import type { Context } from "../artifacts.ts";
import { keepParts } from "../keepParts.ts";

/** Keeps the training of one seed. */
interface TrainingKeeper {
  /** The model, when an earlier process finished it. */
  readonly finished: Trained | undefined;
  /** Where an earlier process was cut off. */
  readonly resume: TrainingState | undefined;
  /** To be called after every step; keeps the state every so many seconds. */
  readonly onState: (state: TrainingState) => Promise<void>;
  /** Keeps parts of the embeddings. */
  readonly keep: KeepPart;
  /** To be called with the model; keeps it, or the last state when training was stopped before its end. */
  finish(trained: Trained): Promise<void>;
}

/**
 * Keep the training of one seed in the checkpoints, if there are any, and say what is there already.
 *
 * @param epochs of the whole training: its last state is kept before the cells are embedded.
 */
export async function keepTraining(
  seed: number,
  epochs: number,
  context: Pick<Context, "checkpoints" | "clock" | "signal">,
): Promise<TrainingKeeper> {
  const { checkpoints, clock } = context;
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
      if (!checkpoints || (now.epoch < epochs && clock() - saved < checkpoints.everySeconds)) return;
      await checkpoints.save(state, now, clock() - saved);
      saved = clock();
    },
    keep: keepParts(`embedded-${seed}`, context),
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

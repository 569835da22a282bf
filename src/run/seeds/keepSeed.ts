import type { PartStore } from "../../core/task.ts";
import type { Embedded } from "../../methods/embedded.ts";
import type { Context } from "../artifacts.ts";

/** Checkpoints of one seed. */
interface SeedKeeper {
  /** What an earlier process finished. */
  readonly finished: Embedded | undefined;
  /** State in which an earlier process was cut off. */
  readonly resume: unknown;
  /** Keeps the state every so many seconds, and the last one before the cells are embedded. */
  save(state: unknown, final: boolean): Promise<void>;
  /** Keeps parts of the embedding; not after a stop. */
  readonly store: PartStore | undefined;
  /** To be called with the result; keeps it, or the last state when training was stopped before its end. */
  finish(embedded: Embedded): Promise<void>;
}

/** Keep what is computed with one seed in the checkpoints, if there are any, and report what is there already. */
export async function keepSeed(
  seed: number,
  { checkpoints, clock }: Pick<Context, "checkpoints" | "clock">,
): Promise<SeedKeeper> {
  const [whole, state] = [`embedded-${seed}`, `training-${seed}`];
  // Only this file keeps something under these names, and only for runs of the same version and settings.
  const finished = (await checkpoints?.load(whole)) as Embedded | undefined;
  const resume = finished ? undefined : await checkpoints?.load(state);
  const started = clock();
  let saved = started;
  let last: unknown;
  return {
    finished,
    resume,
    async save(now, final) {
      last = now;
      checkpoints?.hold?.(state, now);
      if (!checkpoints || (!final && clock() - saved < checkpoints.everySeconds)) return;
      await checkpoints.save(state, now, clock() - saved);
      saved = clock();
    },
    store: checkpoints && {
      load: (key) => checkpoints.load(`seed-${seed}-${key}`),
      save: (key, value, seconds) => checkpoints.save(`seed-${seed}-${key}`, value, seconds),
    },
    async finish(embedded) {
      checkpoints?.hold?.(state, undefined);
      // A user who stops may wish to go on, however little was done.
      if (embedded.stoppedEarly) {
        if (last !== undefined) await checkpoints?.save(state, last, Number.POSITIVE_INFINITY);
        return;
      }
      if (await checkpoints?.save(whole, embedded, clock() - started)) await checkpoints?.remove(state);
    },
  };
}

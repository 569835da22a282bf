import { CellScapeError } from "../../core/errors.ts";
import type { Progress } from "../../core/progress.ts";
import type { Embedded } from "../../methods/embedded.ts";
import type { SeedHooks, SeedTask } from "../../run/embedSeed.ts";

/**
 * Begins to embed with a number of threads. `end` ends that and resolves once its memory is free; `embedded` stays pending
 * then.
 */
export type Attempt = (
  task: SeedTask,
  hooks: SeedHooks,
  threads: number,
) => { readonly embedded: Promise<Embedded>; end(): Promise<void> };

/** Steps that are timed, after one that is not, in which memory is taken and code is compiled. */
const timedSteps = 4;
/** Seconds of work to be left for a second attempt to pay: it prepares the program anew. */
const leastLeft = 20;
/** Several threads have to take less than this share of the time of one: they take more of the processor. */
const worthwhile = 0.9;

/**
 * Embeds with one thread or with several, whichever the first steps show to be faster: training goes on from its state with
 * the other number, which changes no byte. What was found for one seed holds for those after it.
 *
 * @param around monotonic seconds, and a callback for the choice, which is no part of a result.
 */
export function fasterThreads(
  attempt: Attempt,
  threads: number,
  { clock, note }: { clock(): number; note(text: string): void },
): (task: SeedTask, hooks: SeedHooks) => Promise<Embedded> {
  let chosen: number | undefined = threads === 1 ? 1 : undefined;
  return async (task, hooks) => {
    if (chosen !== undefined) return attempt(task, hooks, chosen).embedded;
    const one = await timed(attempt, { task, hooks, threads: 1, clock }, ({ left }) => left >= leastLeft);
    if (one.kind === "embedded") return one.embedded;
    const next = { task: { ...task, resume: one.state }, hooks, threads, clock };
    const many = await timed(attempt, next, ({ seconds }) => {
      chosen = seconds < worthwhile * one.seconds ? threads : 1;
      const times = `${inWords(one.seconds)} with one, ${inWords(seconds)} with ${threads}`;
      note(`training goes on with ${chosen === 1 ? "one thread" : `${chosen} threads`} (per step: ${times})`);
      return chosen === 1;
    }).catch((error: unknown): Outcome => {
      // Threads take memory of their own, and not every browser starts them. What the library refuses stays refused.
      if (error instanceof CellScapeError) throw error;
      chosen = 1;
      note("training goes on with one thread: several did not start");
      return { kind: "ended", state: one.state, seconds: 0 };
    });
    if (many.kind === "embedded") return many.embedded;
    return attempt({ ...task, resume: many.state }, hooks, 1).embedded;
  };
}

interface Timing {
  /** Seconds per step. */
  readonly seconds: number;
  /** Seconds of work that are left at this speed. */
  readonly left: number;
}

type Outcome =
  | { readonly kind: "embedded"; readonly embedded: Embedded }
  /** Ended in this state, after steps that took so many seconds each. */
  | { readonly kind: "ended"; readonly state: unknown; readonly seconds: number };

interface Timed {
  readonly task: SeedTask;
  readonly hooks: SeedHooks;
  readonly threads: number;
  clock(): number;
}

/** @param endsWith whether the steps that were timed are a reason to end the attempt with the next state. */
function timed(
  attempt: Attempt,
  { task, hooks, threads, clock }: Timed,
  endsWith: (timing: Timing) => boolean,
): Promise<Outcome> {
  const times: number[] = [];
  let last = -1;
  let ending: Timing | undefined;
  return new Promise((resolve, reject) => {
    const report = (event: Progress) => {
      hooks.report(event);
      // What an earlier process did is no step of this one.
      if (event.kind !== "advance" || event.done === event.before || event.done <= last) return;
      last = event.done;
      times.push(clock());
      if (times.length !== timedSteps + 2) return;
      const seconds = (times[timedSteps + 1] - times[1]) / timedSteps;
      const timing = { seconds, left: (event.total - event.done) * seconds };
      if (!hooks.signal?.aborted && endsWith(timing)) ending = timing;
    };
    let ended = false;
    const save: SeedHooks["save"] = async (state, final) => {
      if (ended) return;
      await hooks.save(state, final);
      if (!ending || final || hooks.signal?.aborted) return;
      ended = true;
      await end();
      resolve({ kind: "ended", state, seconds: ending.seconds });
    };
    const { embedded, end } = attempt(task, { ...hooks, report, save }, threads);
    embedded.then((found) => resolve({ kind: "embedded", embedded: found }), reject);
  });
}

const inWords = (seconds: number) => `${seconds.toFixed(seconds < 1 ? 3 : 1)} s`;

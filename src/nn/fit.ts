import type { Random } from "../core/random.ts";
import type { Stepper, StepState } from "./stepper.ts";

/** Losses of one step by name, found before it moves the parameters. */
export type StepLosses = Readonly<Record<string, number>>;

/** Arrays that steps are fed with besides their batch, made now and then, such as targets of an evaluation pass. */
export type Refreshed = Readonly<Record<string, Float32Array | Int32Array>>;

/** What a step is given besides its batch. */
export interface StepContext {
  /** From 0, within the phase. */
  readonly epoch: number;
  /** For masks, noise, permutations and whatever else is drawn for this step: the same whenever the step is taken. */
  readonly rng: Random;
  /** What `refresh` made last; empty without. */
  readonly refreshed: Refreshed;
}

/** A stretch of training with one way to take a step. */
export interface Phase<Batch = undefined> {
  readonly epochs: number;
  /** Batches of an epoch, each made when its turn comes. */
  pass(epoch: number): readonly (() => Batch)[];
  step(batch: Batch, context: StepContext): Promise<StepLosses>;
  /** Random numbers of the epochs; those of a step are split from it by epoch and, of several, by batch. */
  readonly rng: Random;
  /** Makes arrays before every so many epochs, from the parameters as they are then. */
  readonly refresh?: {
    readonly every: number;
    make(epoch: number, rng: Random, before: Refreshed): Promise<Refreshed>;
  };
  /**
   * Called after each epoch: true ends the phase early.
   *
   * @param progress losses of all steps of the phase so far among it.
   */
  stop?(progress: PhaseProgress): boolean | Promise<boolean>;
}

/** How far a phase has come. */
export interface PhaseProgress {
  /** Epochs that are finished. */
  readonly epochs: number;
  readonly losses: readonly StepLosses[];
  readonly refreshed: Refreshed;
}

/**
 * All that training changes, between two steps: plain records and arrays. Random numbers are derived from the seed and
 * these counters, so training that goes on from a state ends with the same bytes as one that was never interrupted.
 */
export interface FitState {
  readonly phase: number;
  /** Epochs of the phase that are finished, and batches of the epoch under way that are. */
  readonly epoch: number;
  readonly batch: number;
  /** One per optimised program. */
  readonly steppers: Readonly<Record<string, StepState>>;
  readonly refreshed: Refreshed;
  /** Of all steps so far, by phase. */
  readonly losses: readonly (readonly StepLosses[])[];
}

/** Programs, state and callbacks of training. */
export interface FitOptions {
  /** Programs that the phases step, by name: their states are part of the state of training. */
  readonly steppers: Readonly<Record<string, Stepper>>;
  /** A state that `onState` was given, with the same data, options and seed, to go on from; see `createStepper`. */
  readonly resume?: FitState | undefined;
  /** Called after every step, counted from 1 over all phases, with its losses. */
  readonly onStep?: ((step: number, losses: StepLosses) => void) | undefined;
  /** Called after every step, and awaited, with all that it takes to go on from there. */
  readonly onState?: ((state: FitState) => void | Promise<void>) | undefined;
  /** When it fires, the step under way is finished and training ends. */
  readonly signal?: AbortSignal | undefined;
}

/** Losses of every step. */
export interface Fitted {
  readonly losses: readonly (readonly StepLosses[])[];
  /** True if the signal ended training, not the phases themselves. */
  readonly stoppedEarly: boolean;
}

/**
 * Train: phases one after the other, epochs and batches within each.
 *
 * @example
 * const stepper = await createStepper(engine, trainingStep(description), { start: firstState(program, { parameters }) });
 * const phase = { epochs: 100, rng, pass: () => [() => feeds], step: (feeds) => stepper.step(feeds, 1e-3) };
 * await fitPhases([phase], { steppers: { network: stepper } });
 */
export async function fitPhases<Batch>(
  phases: readonly Phase<Batch>[],
  { steppers, resume, onStep, onState, signal }: FitOptions,
): Promise<Fitted> {
  const losses: StepLosses[][] = (resume?.losses ?? []).map((steps) => [...steps]);
  let { phase: at, epoch, batch: first, refreshed } = resume ?? { phase: 0, epoch: 0, batch: 0, refreshed: {} };
  let taken = losses.reduce((total, { length }) => total + length, 0);
  for (; at < phases.length; at++, epoch = 0, first = 0, refreshed = {}) {
    const phase = phases[at];
    losses[at] ??= [];
    const mine = losses[at];
    const ends = async () =>
      epoch >= phase.epochs ||
      (epoch > 0 && ((await phase.stop?.({ epochs: epoch, losses: mine, refreshed })) ?? false));
    while (!(first === 0 && (await ends()))) {
      if (signal?.aborted) return { losses, stoppedEarly: true };
      const epochRng = phase.rng.split(epoch);
      if (phase.refresh && first === 0 && epoch % phase.refresh.every === 0) {
        refreshed = await phase.refresh.make(epoch, epochRng.split("refresh"), refreshed);
      }
      const pass = phase.pass(epoch);
      for (let b = first; b < pass.length; b++) {
        if (signal?.aborted) return { losses, stoppedEarly: true };
        const rng = pass.length === 1 ? epochRng : epochRng.split(b);
        const found = await phase.step(pass[b](), { epoch, rng, refreshed });
        mine.push(found);
        taken++;
        onStep?.(taken, found);
        const last = b + 1 === pass.length;
        const counts = losses.map(({ length }) => length);
        await onState?.({
          ...{ phase: at, refreshed },
          ...{ epoch: last ? epoch + 1 : epoch, batch: last ? 0 : b + 1 },
          steppers: Object.fromEntries(Object.entries(steppers).map(([name, { state }]) => [name, state])),
          // Copied when a state is kept, which few are.
          get losses() {
            return counts.map((count, own) => losses[own].slice(0, count));
          },
        });
      }
      epoch++;
      first = 0;
    }
  }
  return { losses, stoppedEarly: false };
}

/** The losses of steps as one list per name, for records and figures. */
export function lossColumns(losses: readonly StepLosses[]): Readonly<Record<string, readonly number[]>> {
  const names = [...new Set(losses.flatMap((step) => Object.keys(step)))];
  return Object.fromEntries(
    names.map((name) => [name, losses.flatMap((step) => (step[name] === undefined ? [] : [step[name]]))]),
  );
}

import { createRandom } from "../../core/random.ts";
import type { Engine } from "../../engine/engine.ts";
import type { CellScapeOptions } from "../../methods/cellscape/options.ts";
import type { TrainingState } from "../../methods/cellscape/state.ts";
import { type Trained, type TrainingData, type TrainOptions, train } from "../../methods/cellscape/train.ts";

/** All that training one model takes: plain records and arrays, which can be sent to a worker. */
export interface TrainingTask {
  readonly data: TrainingData;
  readonly model: CellScapeOptions;
  readonly seed: number;
  /** Where to go on from. */
  readonly resume: TrainingState | undefined;
}

/** What training tells while it works, and what ends it early: see `TrainOptions`. */
export type TrainingHooks = Pick<TrainOptions, "onStep" | "onState" | "onCells" | "keep" | "signal">;

/** Trains models in workers, some at once. */
export interface TrainingWorkers {
  /** Models that are trained at once. */
  readonly count: number;
  /** As `trainSeed`, with the same bytes. */
  train(task: TrainingTask, hooks: TrainingHooks): Promise<Trained>;
}

/** Train one model. */
export function trainSeed(
  { data, model, seed, resume }: TrainingTask,
  engine: Engine,
  hooks: TrainingHooks,
): Promise<Trained> {
  return train(data, model, engine, { ...hooks, rng: createRandom(seed), ...(resume ? { resume } : {}) });
}

import type { CellScapeOptions } from "./options.ts";

/** How training goes through a tissue. */
export interface TrainingPlan {
  /** Cells that a step sees: all of them on the full graph. */
  readonly cells: number;
  /** Steps of a pass over the tissue: 1 on the full graph. */
  readonly batches: number;
  /** Connected pieces of tissue that a batch is made of: 1 on the full graph. */
  readonly patches: number;
  /** Passes over the tissue. */
  readonly epochs: number;
}

/**
 * Steps that bring the model from its start to where more of them gain nothing: on osmFISH in batches of 1,024, 200 and
 * 1,200 steps scored no higher.
 */
const enoughSteps = 40;
/** Cells that a step sees when there are many: fewer, and the engine's fixed costs show; more, and memory grows. */
const usualBatch = 4096;
/** Cells of a patch, about. */
const patchSize = 256;

/**
 * How `train` will go through n cells. On the full graph, 40 steps. In batches, passes until there are 40 steps, one at
 * least: all in all the work of 40 batches, or of one pass where the tissue has more.
 */
export function planTraining(n: number, { batch, epochs }: Pick<CellScapeOptions, "batch" | "epochs">): TrainingPlan {
  const wanted = typeof batch === "number" ? batch : batch === "auto" && n > 2 * usualBatch ? usualBatch : n;
  const batches = Math.max(1, Math.round(n / wanted));
  const patches = batches === 1 ? 1 : Math.max(1, Math.round(wanted / patchSize));
  return {
    cells: patches * Math.floor(n / (batches * patches)),
    batches,
    patches,
    epochs: epochs === "auto" ? Math.ceil(enoughSteps / batches) : epochs,
  };
}

import type { ModelSettings } from "../model/settings.ts";

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

/** Steps on the full graph, from METHOD. */
const fullSteps = 40;

export function planTraining(n: number, { epochs }: Pick<ModelSettings, "batch" | "epochs">): TrainingPlan {
  return { cells: n, batches: 1, patches: 1, epochs: epochs === "auto" ? fullSteps : epochs };
}

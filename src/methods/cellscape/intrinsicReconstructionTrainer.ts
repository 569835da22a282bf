import type { Random } from "../../core/random.ts";
import type { Engine } from "../../engine/engine.ts";
import { createStepper, firstState, type Stepper, type StepState } from "../../nn/stepper.ts";
import type { Batch } from "./batches.ts";
import { cellsAt } from "./contrastiveTrainer.ts";
import type { MapSource } from "./maps.ts";
import { intrinsicReconstructionParameters } from "./network/dual.ts";
import { initialValues, type MapComponents } from "./network/initial.ts";
import { initialRunning } from "./network/intrinsicEncoder.ts";
import type { Sizes } from "./network/model.ts";
import type { CellScapeOptions } from "./options.ts";
import type { TrainingPlan } from "./plan.ts";
import { intrinsicReconstructionStep } from "./steps.ts";

/** Above this many genes the own loss needs more steps than the joint losses. */
const manyGenes = 200;
/** So many in all: as many as brought 1,020 genes to the level of their components. */
const stepsForMany = 160;
/** So many for each step on the full graph: 40 of those make 160. */
const stepsOnFullGraph = 4;
/**
 * Most numbers in the widest activation of a step, 8 MB in float32: about a processor's cache, beyond which a cell costs
 * twice the time. More cells a step gain nothing where the steps are enough.
 */
const largestStep = 2 ** 21;

/**
 * How visible cells are divided for the own loss: `count` steps on `size` cells each.
 *
 * There are as many steps as are needed in all, and each takes its share of the visible cells as far as it fits: where
 * genes are many, a cell costs more than it does for the joint losses.
 *
 * @param visible number of visible cells.
 */
export function intrinsicReconstructionBatches(
  visible: number,
  { genes, activation, plan }: { genes: number; activation: number; plan: Pick<TrainingPlan, "batches" | "epochs"> },
): { count: number; size: number } {
  const steps = Math.max(1, plan.batches * plan.epochs);
  const enough = plan.batches === 1 ? stepsOnFullGraph : Math.min(Math.ceil(stepsForMany / steps), stepsOnFullGraph);
  // Two cells a step at least: statistics of one are none.
  const most = Math.max(1, Math.floor(visible / 2));
  const count = Math.min(genes > manyGenes ? enough : 1, most);
  const fitting = Math.max(2, Math.floor(largestStep / activation));
  return { count, size: Math.min(Math.floor(visible / count), fitting) };
}

/** Trains the decoupled intrinsic branch beside the joint step. */
export interface IntrinsicReconstructionTrainer {
  /** Some steps on the visible cells of a batch; returns their mean loss. */
  steps(batch: Batch, visible: Int32Array, options: { learningRate: number; rng: Random }): Promise<number>;
  readonly stepper: Stepper;
}

interface TrainerOptions {
  readonly maps: MapSource;
  readonly components: MapComponents | undefined;
  readonly settings: CellScapeOptions;
  readonly sizes: Sizes;
  readonly plan: TrainingPlan;
  /** Visible cells of a batch. */
  readonly visible: number;
  readonly rng: Random;
  readonly resume: StepState | undefined;
}

/** A trainer of the reconstruction of cells from their own expression, with its program compiled. */
export async function createIntrinsicReconstructionTrainer(
  engine: Engine,
  { maps, components, settings, sizes, plan, visible, rng, resume }: TrainerOptions,
): Promise<IntrinsicReconstructionTrainer> {
  const widest = Math.max(...settings.channels) * maps.shape.side ** 2;
  const { count, size } = intrinsicReconstructionBatches(visible, {
    genes: maps.places.length,
    activation: widest,
    plan,
  });
  const parameters = initialValues(intrinsicReconstructionParameters(settings, sizes), settings, { components, rng });
  const program = intrinsicReconstructionStep(settings, { ...sizes, batch: size });
  const start = firstState(program, { parameters, running: initialRunning(settings) });
  const stepper = await createStepper(engine, program, { start, resume });
  const d = sizes.inputs;
  const feeds = {
    maps: new Float32Array(size * maps.length),
    input: new Float32Array(size * d),
    lengths: new Float32Array(size),
  };
  return {
    stepper,
    async steps(batch, places, { learningRate, rng: stepRng }) {
      const { input, lengths } = batch.feeds;
      const order = stepRng.permutation(places.length);
      let total = 0;
      for (let step = 0; step < count; step++) {
        const rows = Int32Array.from(order.subarray(step * size, (step + 1) * size), (at) => places[at]).sort();
        maps.fillInto(feeds.maps, cellsAt(batch, rows));
        rows.forEach((place, row) => {
          feeds.input.set(input.subarray(place * d, (place + 1) * d), row * d);
          feeds.lengths[row] = lengths[place];
        });
        const { intrinsic } = await stepper.step(feeds, learningRate);
        total += intrinsic;
      }
      return total / count;
    },
  };
}

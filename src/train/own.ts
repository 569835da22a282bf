import type { Engine } from "../engine/engine.ts";
import { ownParameters } from "../model/dual.ts";
import { initialValues, type MapComponents } from "../model/initial.ts";
import { initialRunning } from "../model/intrinsicEncoder.ts";
import type { Sizes } from "../model/model.ts";
import type { ModelSettings } from "../model/settings.ts";
import type { Random } from "../random.ts";
import type { Batch } from "./batches.ts";
import { cellsAt } from "./joint.ts";
import type { MapSource } from "./maps.ts";
import type { StepState } from "./state.ts";
import { ownStep } from "./step.ts";
import { createStepper, firstState, type Stepper } from "./stepper.ts";

/** Above this many genes the own loss needs more steps than one an epoch. */
const manyGenes = 200;
/** Steps an epoch then: 40 epochs make 160, as many as brought 1,020 genes to the level of their components. */
const stepsForMany = 4;
/** Most numbers that a batch's widest activation may have: 128 MB of float32, of which the step holds a few. */
const largestActivation = 2 ** 25;

/**
 * How visible cells are divided for the own loss: batches of `size`, as many as fit in an epoch.
 *
 * @param visible number of visible cells.
 */
export function ownBatches(visible: number, { genes, activation }: { genes: number; activation: number }) {
  const wanted = genes > manyGenes ? stepsForMany : 1;
  const needed = Math.ceil((visible * activation) / largestActivation);
  // Two cells a batch at least: statistics of one are none.
  const count = Math.max(1, Math.min(Math.max(wanted, needed), Math.floor(visible / 2)));
  return { count, size: Math.floor(visible / count) };
}

/** Trains the decoupled intrinsic branch beside the joint step. */
export interface OwnTrainer {
  /** Some steps on the visible cells of a batch; returns their mean loss. */
  steps(batch: Batch, visible: Int32Array, options: { learningRate: number; rng: Random }): Promise<number>;
  readonly stepper: Stepper;
}

interface OwnOptions {
  readonly maps: MapSource;
  readonly components: MapComponents | undefined;
  readonly settings: ModelSettings;
  readonly sizes: Sizes;
  /** Visible cells of a batch. */
  readonly visible: number;
  readonly rng: Random;
  readonly resume: StepState | undefined;
}

export async function createOwnTrainer(
  engine: Engine,
  { maps, components, settings, sizes, visible, rng, resume }: OwnOptions,
): Promise<OwnTrainer> {
  const widest = Math.max(...settings.channels) * maps.shape.side ** 2;
  const { count, size } = ownBatches(visible, { genes: maps.places.length, activation: widest });
  const parameters = initialValues(ownParameters(settings, sizes), settings, { components, rng });
  const program = ownStep(settings, { ...sizes, batch: size });
  const start = firstState(parameters, initialRunning(settings));
  const stepper = await createStepper(engine, program, { start, resume });
  const d = sizes.inputs;
  const feeds = {
    maps: new Float32Array(size * maps.length),
    input: new Float32Array(size * d),
    lengths: new Float32Array(size),
  };
  return {
    stepper,
    async steps(batch, places, { learningRate, rng: chance }) {
      const { input, lengths } = batch.feeds;
      const order = chance.permutation(places.length);
      let total = 0;
      for (let step = 0; step < count; step++) {
        const rows = Int32Array.from(order.subarray(step * size, (step + 1) * size), (at) => places[at]).sort();
        maps.fillInto(feeds.maps, cellsAt(batch, rows));
        rows.forEach((place, row) => {
          feeds.input.set(input.subarray(place * d, (place + 1) * d), row * d);
          feeds.lengths[row] = lengths[place];
        });
        const [loss] = await stepper.step(feeds, learningRate);
        total += loss;
      }
      return total / count;
    },
  };
}

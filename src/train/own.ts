import type { Engine } from "../engine/engine.ts";
import { ownParameters } from "../model/dual.ts";
import { initialValues, type MapComponents } from "../model/initial.ts";
import { initialRunning } from "../model/intrinsicEncoder.ts";
import type { Sizes } from "../model/model.ts";
import type { ModelSettings } from "../model/settings.ts";
import type { Random } from "../random.ts";
import { adamRates } from "./adam.ts";
import type { MapSource } from "./maps.ts";
import { ownStep } from "./step.ts";
import { createStepper, type Stepper } from "./stepper.ts";

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
  /** One epoch over the visible cells; returns the mean loss of its batches. */
  epoch(visible: Int32Array, learningRate: number, rng: Random): Promise<number>;
  readonly stepper: Stepper;
}

interface OwnData {
  readonly input: Float32Array;
  readonly lengths: Float32Array;
  readonly maps: MapSource;
  readonly components: MapComponents | undefined;
}

export async function createOwnTrainer(
  engine: Engine,
  { input, lengths, maps, components }: OwnData,
  { settings, sizes, visible, rng }: { settings: ModelSettings; sizes: Sizes; visible: number; rng: Random },
): Promise<OwnTrainer> {
  const widest = Math.max(...settings.channels) * maps.shape.side ** 2;
  const { count, size } = ownBatches(visible, { genes: maps.places.length, activation: widest });
  const parameters = initialValues(ownParameters(settings, sizes), settings, { components, rng });
  const program = ownStep(settings, { ...sizes, batch: size });
  const stepper = await createStepper(engine, program, { parameters, running: initialRunning(settings) });
  const d = sizes.inputs;
  const feeds = {
    maps: new Float32Array(size * maps.length),
    input: new Float32Array(size * d),
    lengths: new Float32Array(size),
  };
  let steps = 0;
  return {
    stepper,
    async epoch(cells, learningRate, chance) {
      const order = chance.permutation(cells.length);
      let total = 0;
      for (let batch = 0; batch < count; batch++) {
        const rows = Int32Array.from(order.subarray(batch * size, (batch + 1) * size), (place) => cells[place]).sort();
        maps.fillInto(feeds.maps, rows);
        rows.forEach((cell, row) => {
          feeds.input.set(input.subarray(cell * d, (cell + 1) * d), row * d);
          feeds.lengths[row] = lengths[cell];
        });
        const [loss] = await stepper.step(feeds, adamRates(++steps, learningRate));
        total += loss;
      }
      return total / count;
    },
  };
}

import type { Random } from "../../core/random.ts";
import type { Engine } from "../../engine/engine.ts";
import { chosen, drawMask, maskedCount } from "../../nn/mask.ts";
import { createStepper, firstState, type Stepper, type StepState } from "../../nn/stepper.ts";
import type { Batch } from "./batches.ts";
import { type ComparisonFeeds, compare } from "./comparison.ts";
import type { MapSource } from "./maps.ts";
import { initialValues, type MapComponents } from "./network/initial.ts";
import { initialRunning } from "./network/intrinsicEncoder.ts";
import type { CellScapeOptions } from "./options.ts";
import { contrastiveStep, type StepSizes } from "./steps.ts";
import { variants } from "./variants.ts";

/** Trains what both losses of the fused z reach. */
export interface ContrastiveTrainer {
  /** One step on a batch; returns its losses and which of its cells were not masked. */
  step(
    batch: Batch,
    learningRate: number,
    rng: Random,
  ): Promise<{ reconstruction: number; contrast: number; visible: Int32Array }>;
  readonly stepper: Stepper;
}

interface TrainerOptions {
  readonly settings: CellScapeOptions;
  readonly sizes: StepSizes;
  /** Joint design only: the gene maps, and where their branch may start. */
  readonly maps?: MapSource | undefined;
  readonly components: MapComponents | undefined;
  readonly rng: Random;
  readonly resume: StepState | undefined;
}

/** A trainer of both losses together, with its program compiled; it continues from `resume` where that is given. */
export async function createContrastiveTrainer(
  engine: Engine,
  { settings, sizes, maps, components, rng, resume }: TrainerOptions,
): Promise<ContrastiveTrainer> {
  const { cells: b, comparison } = sizes;
  const model = variants[settings.variant];
  const values = initialValues(model.parameters(settings, sizes), settings, { components, rng });
  const program = contrastiveStep(model, settings, sizes);
  const start = firstState(program, { parameters: values, running: initialRunning(settings) });
  const stepper = await createStepper(engine, program, { start, resume });
  const mapFeed = maps && new Float32Array((b - maskedCount(b, settings.maskRate)) * maps.length);
  const keep = new Float32Array(b);
  const allCells = chosen(
    Uint32Array.from({ length: b }, (_, i) => i),
    b,
  );
  let last: { readonly batch: Batch; readonly compared: ComparisonFeeds } | undefined;
  /** With every cell an anchor, a batch that comes again is compared as before. */
  const compareAll = (batch: Batch) => {
    if (last?.batch !== batch) last = { batch, compared: compare(batch.graph, allCells, comparison) };
    return last.compared;
  };
  return {
    stepper,
    async step(batch, learningRate, stepRng) {
      const { masked, visible } = drawMask(b, settings.maskRate, stepRng.split("mask"));
      keep.fill(0);
      for (const place of visible.rows) keep[place] = 1;
      if (mapFeed) maps.fillInto(mapFeed, cellsAt(batch, visible.rows));
      const compared =
        comparison.anchors === b
          ? compareAll(batch)
          : compare(batch.graph, drawAnchors(b, comparison.anchors, stepRng.split("anchors")), comparison);
      const feeds = {
        ...batch.feeds,
        ...compared,
        ...(mapFeed ? { maps: mapFeed } : {}),
        keep,
        visible: visible.rows,
        visiblePlaces: visible.places,
        masked: masked.rows,
        maskedPlaces: masked.places,
      };
      const { reconstruction, contrast } = await stepper.step(feeds, learningRate);
      return { reconstruction, contrast, visible: visible.rows };
    },
  };
}

const drawAnchors = (b: number, count: number, rng: Random) => chosen(rng.permutation(b).subarray(0, count), b);

/** Cells of the tissue at some places of a batch. */
export function cellsAt({ cells }: Batch, places: Int32Array): Uint32Array {
  return Uint32Array.from(places, (place) => cells[place]);
}

import type { Random } from "../../core/random.ts";
import type { Engine } from "../../engine/engine.ts";
import { dropoutMask } from "../../nn/dropout.ts";
import type { FitState, Phase } from "../../nn/fit.ts";
import { drawParameters } from "../../nn/parameters.ts";
import { createSteppers, firstState, type Stepper } from "../../nn/stepper.ts";
import type { CountRows } from "./counts.ts";
import { ends } from "./ending.ts";
import { createEvaluator } from "./evaluator.ts";
import { initialRunning, scviParameters } from "./network.ts";
import type { CellCharterOptions } from "./options.ts";
import { hidden, type TrainingSize } from "./sizes.ts";
import { scviStep } from "./step.ts";

interface Batch {
  readonly cells: Uint32Array;
  readonly ofEpoch: "last" | "earlier";
}

export interface ScviTraining {
  readonly phase: Phase<Batch>;
  /** Whose state is that of the batches of both sizes. */
  readonly network: Stepper;
  release(): Promise<void>;
}

/** Training in batches, with the loss of the cells left out after each epoch. */
export async function scviTraining(
  rows: CountRows,
  size: TrainingSize,
  options: CellCharterOptions,
  { engine, rng, resume }: { readonly engine: Engine; readonly rng: Random; readonly resume: FitState | undefined },
): Promise<ScviTraining> {
  const { genes, samples } = rows;
  const split = rng.split("split").permutation(rows.totals.length);
  const training = split.subarray(0, size.training);
  const validation = split.subarray(size.training).slice().sort();
  const sizes = [...new Set([size.batch, size.last])];
  const programs = sizes.map((cells) => scviStep({ cells, genes, samples }, options));
  const steppers = await createSteppers(engine, programs, {
    start: firstState(programs[0], {
      parameters: drawParameters(scviParameters(genes, samples), rng.split("start")),
      running: initialRunning(),
    }),
    resume: resume?.steppers.network,
  });
  const [network] = steppers;
  const evaluator = await createEvaluator(engine, rows, validation.length);
  const validated = (own: Random) => evaluator.loss(network.state, validation, own);
  let last = resume?.losses[0]?.at(-1)?.validation ?? (await validated(rng.split("untrained")));
  return {
    network,
    async release() {
      for (const stepper of steppers) await stepper.release();
      await evaluator.release();
    },
    phase: {
      ...{ epochs: size.epochs, rng: rng.split("steps") },
      pass(epoch) {
        const order = rng.split("order").split(epoch).permutation(size.training);
        return Array.from({ length: size.batches }, (_, b) => () => ({
          cells: order.subarray(b * size.batch, (b + 1) * size.batch).map((at) => training[at]),
          ofEpoch: b + 1 === size.batches ? "last" : "earlier",
        }));
      },
      async step({ cells, ofEpoch }, { epoch, rng: own }) {
        const dropped = dropoutMask(cells.length * hidden, options.dropoutRate, own.split("dropped"));
        const divergenceWeight = Float32Array.of(Math.min(1, epoch / options.warmUp));
        const feeds = { ...rows.feeds(cells, cells.length, own.split("noise")), dropped, divergenceWeight };
        const found = await steppers[sizes.indexOf(cells.length)].step(feeds, options.learningRate);
        if (ofEpoch === "last") last = await validated(own.split("validation"));
        return { ...found, validation: last };
      },
      stop: ({ losses }) => ends(losses, size.batches, options.patience),
    },
  };
}

import { createRandom, type Random } from "../core/random.ts";
import type { Engine, Values } from "../engine/engine.ts";
import { drawParameters, type Parameter } from "../nn/parameters.ts";
import { createStepper, firstState } from "../nn/stepper.ts";
import type { StepProgram } from "../nn/trainingStep.ts";
import type { EmbedContext } from "./method.ts";
import { resumedFit, type TrainedPhases, trainPhases } from "./trainPhases.ts";

/** Training of one program on all cells at once. */
export interface EpochTraining {
  /** Name of the method, for errors. */
  readonly method: string;
  readonly program: StepProgram;
  readonly parameters: readonly Parameter[];
  readonly epochs: number;
  readonly learningRate: number;
  /** Units of progress that follow training: what embedding counts as, in epochs. */
  readonly rest: number;
  /** What a step is fed with besides its state; `rng` is the epoch's own, the same whenever it is trained. */
  feeds(rng: Random): Readonly<Record<string, Values>>;
}

export interface TrainedEpochs extends TrainedPhases {
  /** All parameters in one flat array. */
  readonly parameters: Float32Array;
}

/**
 * Train from a random start for a number of epochs of one step each.
 *
 * @throws as `trainPhases`.
 */
export async function trainEpochs(
  engine: Engine,
  { method, program, parameters, epochs, learningRate, rest, feeds }: EpochTraining,
  context: EmbedContext,
): Promise<TrainedEpochs> {
  const rng = createRandom(context.seed);
  const start = firstState(program, { parameters: drawParameters(parameters, rng.split("start")) });
  const network = await createStepper(engine, program, { start, resume: resumedFit(context)?.steppers.network });
  try {
    const phase = {
      epochs,
      rng: rng.split("epoch"),
      pass: () => [() => undefined],
      step: (_: undefined, { rng: own }: { readonly rng: Random }) => network.step(feeds(own), learningRate),
    };
    const training = { method, phases: [phase], steppers: { network }, steps: epochs, rest };
    return { ...(await trainPhases(training, context)), parameters: network.state.arrays.parameters };
  } finally {
    await network.release();
  }
}

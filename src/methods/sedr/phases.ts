import type { Random } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Engine } from "../../engine/engine.ts";
import type { FitState, Phase } from "../../nn/fit.ts";
import { drawParameters } from "../../nn/parameters.ts";
import { sharpened } from "../../nn/selfTraining.ts";
import { createStepper, firstState, type Stepper, type StepState } from "../../nn/stepper.ts";
import { assignments, centresOf } from "./clusters.ts";
import { drawMasked, drawStep } from "./draws.ts";
import type { Evaluator } from "./evaluator.ts";
import { initialRunning } from "./network.ts";
import type { SedrOptions } from "./options.ts";
import { embeddingSize } from "./sizes.ts";
import { firstStep, secondStep } from "./step.ts";
import type { SedrTissue } from "./tissue.ts";

/** Epochs for which a target of assignments holds. */
const targetEvery = 20;

export interface SedrTraining {
  readonly phases: readonly Phase[];
  /** The program under way, as `network`: that of the first phase, then that of the second. */
  readonly steppers: Readonly<Record<"network", Stepper>>;
}

interface Surroundings {
  readonly engine: Engine;
  readonly evaluator: Evaluator;
  readonly rng: Random;
  readonly resume: FitState | undefined;
  readonly task?: Task;
}

/** Both phases, with the program of the first compiled, or that of the second where training goes on in it. */
export async function sedrPhases(
  { sizes, seen, pairs }: SedrTissue,
  options: SedrOptions,
  { engine, evaluator, rng, resume, task = silentTask }: Surroundings,
): Promise<SedrTraining> {
  const { epochs, clusterEpochs, learningRate } = options;
  const count = Math.min(options.clusters, sizes.cells);
  const [first, second] = [firstStep(sizes, options), secondStep(sizes, options, { before: epochs, count })];
  const later = resume?.phase === 1;
  const { program } = later ? second : first;
  const start = firstState(program, {
    parameters: drawParameters((later ? second : first).parameters, rng.split("start")),
    running: initialRunning(),
  });
  const steppers = {
    network: await createStepper(engine, program, { start, resume: resume?.steppers.network }),
  };
  const step: (loss: "masked" | "clusters") => Phase["step"] =
    (absent) =>
    async (_, { rng: stepRng, refreshed }) => {
      const drawn = drawStep(sizes.cells, options, stepRng);
      const found = await steppers.network.step({ ...seen, ...pairs, ...drawn, ...refreshed }, learningRate);
      return { ...found, [absent]: 0 };
    };
  const pass = () => [() => undefined];
  const embed = (own: Random) => evaluator.embed(steppers.network.state, drawMasked(sizes.cells, options, own));
  const joinCentres = async (own: Random) => {
    const centres = await centresOf(await embed(own.split("masked")), count, own.split("starts"), task);
    const state = withCentres(steppers.network.state, centres);
    await steppers.network.release();
    const from = firstState(second.program, state.arrays);
    steppers.network = await createStepper(engine, second.program, { start: { ...from, steps: state.steps } });
  };
  return {
    steppers,
    phases: [
      { epochs, rng: rng.split("first"), pass, step: step("clusters") },
      {
        ...{ epochs: clusterEpochs, rng: rng.split("second"), pass, step: step("masked") },
        refresh: {
          every: targetEvery,
          async make(epoch, own) {
            if (epoch === 0) await joinCentres(own.split("centres"));
            const { parameters } = steppers.network.state.arrays;
            const centres = parameters.subarray(parameters.length - count * embeddingSize);
            return { target: sharpened(assignments(await embed(own.split("masked")), centres), count) };
          },
        },
      },
    ],
  };
}

/** The state of the first phase with the centres after its parameters. */
function withCentres({ steps, arrays }: StepState, centres: Float32Array): StepState {
  const parameters = new Float32Array(arrays.parameters.length + centres.length);
  parameters.set(arrays.parameters);
  parameters.set(centres, arrays.parameters.length);
  return { steps, arrays: { ...arrays, parameters } };
}

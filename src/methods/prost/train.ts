import { createRandom, type Random } from "../../core/random.ts";
import type { Engine } from "../../engine/engine.ts";
import { dropoutMask } from "../../nn/dropout.ts";
import type { FitState } from "../../nn/fit.ts";
import { inCellOrder } from "../../nn/network/networkFeeds.ts";
import { drawParameters } from "../../nn/parameters.ts";
import { assigned, carriedAssignment, certainly, groupMeans, selfTraining } from "../../nn/selfTraining.ts";
import { createStepper, firstState } from "../../nn/stepper.ts";
import type { Embedded } from "../embedded.ts";
import type { EmbedContext } from "../method.ts";
import { trainPhases } from "../trainPhases.ts";
import { prostEvaluation, prostOptimizer, prostParameters, prostStep } from "./network.ts";
import type { ProstOptions } from "./options.ts";
import type { ProstTissue } from "./tissue.ts";

/** Epochs for which a target holds. */
const every = 3;

/** Where training starts. */
interface Start {
  /** [n] domains of the rows. */
  readonly labels: Int32Array;
  /** [k, d] their means in the untrained embedding, which are not trained. */
  readonly centres: Float32Array;
  readonly clusters: number;
}

/** A state of training, and where it started. */
interface State {
  readonly start: Start;
  readonly fit: FitState;
}

/** Cluster the untrained embedding, and train the network towards its own assignments. */
export async function trainProst(
  tissue: ProstTissue,
  options: ProstOptions,
  engine: Engine,
  context: EmbedContext,
): Promise<Pick<Embedded, "primary" | "losses" | "stoppedEarly"> & { readonly labels: Int32Array }> {
  const { order, places } = tissue.arranged;
  const rng = createRandom(context.seed).split("prost");
  const kept = (stream: Random) => dropoutMask(tissue.cells * places, options.dropoutRate, stream.split("dropout"));
  const first = drawParameters(prostParameters(tissue.columns), rng.split("parameters"));
  // Only `save` below makes states.
  const resume = context.resume as State | undefined;
  const start =
    resume?.start ?? (await startOf(tissue, { parameters: first, kept: kept(rng.split("start")), engine }, context));
  const { clusters, centres } = start;

  const program = prostStep(tissue, clusters, prostOptimizer(options.weightDecay));
  const initial = firstState(program, { parameters: first, [carriedAssignment]: certainly(start.labels, clusters) });
  const stepper = await createStepper(engine, program, { start: initial, resume: resume?.fit.steppers.network });
  const evaluation = await engine.compile({ ...prostEvaluation(tissue, clusters) });
  const evaluate = (parameters: Float32Array, stream: Random) =>
    evaluation.run({ ...tissue.feeds, parameters, centres, kept: kept(stream) });
  try {
    const { epochs, learningRate, tolerance } = options;
    const phase = selfTraining({
      ...{ stepper, clusters, epochs, learningRate, every, tolerance, rng: rng.split("epoch") },
      feeds: (stream) => ({ ...tissue.feeds, centres, kept: kept(stream) }),
      assign: async (parameters, stream) => Float32Array.from((await evaluate(parameters, stream)).q),
    });
    const { losses, stoppedEarly } = await trainPhases(
      { method: "prost", phases: [phase], steppers: { network: stepper }, steps: epochs, rest: 0 },
      {
        ...{ seed: context.seed, task: context.task, resume: resume?.fit },
        save: (fit, final) => context.save({ start, fit }, final),
      },
    );
    const { z, q } = await evaluate(stepper.state.arrays.parameters, rng.split("end"));
    const found = assigned(Float32Array.from(q), clusters);
    const labels = new Int32Array(found.length);
    for (const [row, cell] of order.entries()) labels[cell] = found[row];
    return { primary: inCellOrder(z, order), labels, losses, stoppedEarly };
  } finally {
    await stepper.release();
    await evaluation.release();
  }
}

/** mclust of the embedding by untrained parameters, in one pass with dropout. */
async function startOf(
  tissue: ProstTissue,
  {
    parameters,
    kept,
    engine,
  }: { readonly parameters: Float32Array; readonly kept: Float32Array; readonly engine: Engine },
  { startDomains, task }: Pick<EmbedContext, "startDomains" | "task">,
): Promise<Start> {
  const { order } = tissue.arranged;
  const evaluation = await engine.compile({ z: prostEvaluation(tissue, 1).z });
  try {
    const { z } = await evaluation.run({ ...tissue.feeds, parameters, kept });
    const embedding = inCellOrder(z, order);
    const choice = { name: "mclust", options: { components: "all" } };
    // What it takes in steps of training is not known, so it counts as no progress.
    const own = task.placed(() => 0).part(0, 1, "clustering the untrained embedding");
    const found = await startDomains(embedding, choice, own.scope("start"));
    const clusters = found.reduce((most, label) => Math.max(most, label + 1), 0);
    return {
      labels: Int32Array.from(order, (cell) => found[cell]),
      ...{ centres: groupMeans(embedding, found, clusters), clusters },
    };
  } finally {
    await evaluation.release();
  }
}

import { createRandom } from "../../core/random.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Engine, Executable } from "../../engine/engine.ts";
import { fitPhases, type Phase } from "../../nn/fit.ts";
import { drawParameters } from "../../nn/parameters.ts";
import { assigned, carriedAssignment, certainly, groupMeans, selfTraining } from "../../nn/selfTraining.ts";
import { createStepper, firstState, type Stepper, type StepState } from "../../nn/stepper.ts";
import type { EmbedContext } from "../method.ts";
import { evaluationOf, type NetworkSize, parametersOf, stepOf } from "./network.ts";
import type { SpagcnOptions } from "./options.ts";

/** Epochs for which a target holds. */
const every = 3;
/** Nearest neighbours in the graph whose communities training starts from, the cell itself included. */
const neighbors = 10;

/** Where training starts: plain arrays. */
export interface Start {
  /** Resolution of the communities. */
  readonly resolution: number;
  /** [n] */
  readonly labels: Int32Array;
  /** [k, d] means of the communities in the untrained embedding, which are not trained. */
  readonly centres: Float32Array;
  readonly clusters: number;
}

/** What every training of one tissue and seed shares. */
export interface Tissue {
  /** [n, d] product of kernel and components. */
  readonly mixed: Float32Array;
  readonly cells: number;
  readonly columns: number;
  readonly engine: Engine;
  readonly seed: number;
  /** Untrained parameters, the same for every trial. */
  readonly parameters: Float32Array;
}

export function tissueOf({ rows, columns, values }: Matrix, engine: Engine, seed: number): Tissue {
  const parameters = drawParameters(parametersOf({ columns }), createRandom(seed).split("spagcn"));
  return { mixed: Float32Array.from(values), cells: rows, columns, engine, seed, parameters };
}

/** [n, d] the embedding by the untrained parameters: the same in every trial. */
export async function untrained(tissue: Tissue): Promise<Matrix> {
  const { cells, columns, mixed, parameters, engine } = tissue;
  const { z } = evaluationOf({ cells, columns, clusters: 1 });
  const evaluation = await engine.compile({ z });
  try {
    const found = await evaluation.run({ parameters, mixed });
    return { rows: cells, columns, values: Float64Array.from(found.z) };
  } finally {
    await evaluation.release();
  }
}

/** Communities of the untrained embedding at a resolution. */
export async function startAt(
  embedding: Matrix,
  resolution: number,
  { startDomains, task }: Pick<EmbedContext, "startDomains" | "task">,
): Promise<Start> {
  const labels = await startDomains(embedding, { name: "louvain", options: { neighbors, resolution } }, task);
  const clusters = labels.reduce((most, label) => Math.max(most, label + 1), 0);
  return { resolution, labels, clusters, centres: groupMeans(embedding, labels, clusters) };
}

/** A training that has begun: its phase, to be run by who began it. */
export interface Training {
  readonly stepper: Stepper;
  readonly phase: Phase;
  /** Embedding and assignments by the parameters as they are. */
  evaluate(): Promise<{ readonly z: Float32Array; readonly q: Float32Array }>;
  release(): Promise<void>;
}

/** @param resume state of the step to go on from. */
export async function beginTraining(
  tissue: Tissue,
  start: Start,
  { epochs, learningRate, tolerance }: Omit<SpagcnOptions, "share">,
  resume?: StepState,
): Promise<Training> {
  const { mixed, engine } = tissue;
  const { centres, clusters } = start;
  const size: NetworkSize = { cells: tissue.cells, columns: tissue.columns, clusters };
  const program = stepOf(size);
  const first = firstState(program, {
    parameters: tissue.parameters,
    [carriedAssignment]: certainly(start.labels, clusters),
  });
  const stepper = await createStepper(engine, program, { start: first, resume });
  const evaluation: Executable = await engine.compile({ ...evaluationOf(size) });
  const evaluate = async (parameters: Float32Array) => {
    const { z, q } = await evaluation.run({ parameters, mixed, centres });
    return { z: Float32Array.from(z), q: Float32Array.from(q) };
  };
  return {
    stepper,
    phase: selfTraining({
      ...{ stepper, clusters, epochs, learningRate, every, tolerance },
      rng: createRandom(tissue.seed).split("spagcn").split("epoch"),
      feeds: () => ({ mixed, centres }),
      assign: async (parameters) => (await evaluate(parameters)).q,
    }),
    evaluate: () => evaluate(stepper.state.arrays.parameters),
    async release() {
      await stepper.release();
      await evaluation.release();
    },
  };
}

/** Domains at the end of a short training. */
export async function domainsAfter(
  tissue: Tissue,
  start: Start,
  options: Omit<SpagcnOptions, "share">,
  { task }: Pick<EmbedContext, "task">,
): Promise<number> {
  const training = await beginTraining(tissue, start, options);
  try {
    await fitPhases([training.phase], {
      steppers: { network: training.stepper },
      onState: ({ epoch }) => task.update(epoch / options.epochs),
    });
    return new Set(assigned((await training.evaluate()).q, start.clusters)).size;
  } finally {
    await training.release();
  }
}

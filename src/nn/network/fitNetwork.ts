import { CellScapeError, expectShape } from "../../core/errors.ts";
import { createRandom } from "../../core/random.ts";
import { silentTask, type Task } from "../../core/task.ts";
import type { Graph } from "../../data/graph.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Engine } from "../../engine/engine.ts";
import { wasmEngine } from "../../engine/web.ts";
import { input, type Tensor } from "../../tensor/tensor.ts";
import { fitPhases, lossColumns } from "../fit.ts";
import { adam, type Optimizer } from "../optimizers.ts";
import { drawParameters, flatSize, type Parameter, unpack } from "../parameters.ts";
import { createStepper, firstState } from "../stepper.ts";
import { trainingStep } from "../trainingStep.ts";
import { builderOf, type Network, type NetworkOutputs } from "./network.ts";
import { inCellOrder, networkFeeds } from "./networkFeeds.ts";

/** What a network is trained on: all cells at once. */
export interface FitData {
  /** [n, d] such as principal components; not modified. */
  readonly input: Matrix;
  /** Spatial graph of the n cells. */
  readonly graph: Graph;
}

/** Length, seed and optimiser of training. */
export interface FitNetworkOptions {
  /** Training steps, each over all cells; 500. */
  readonly epochs?: number;
  /** Same seed, same engine: same bytes; 0. */
  readonly seed?: number;
  /** 1e-3 */
  readonly learningRate?: number;
  /** Adam by default. */
  readonly optimizer?: Optimizer;
  /** Largest Euclidean length of the gradient; unlimited by default. */
  readonly clip?: number;
  /** The WebAssembly engine by default; `nativeEngine` of `cellscape/node` takes about half the time. */
  readonly engine?: Engine;
}

/** The embedding of a trained network. */
export interface FittedNetwork {
  /** [n, k] */
  readonly embedding: Matrix;
  /** By name (`loss` where the network has one), a number per epoch, found before its step. */
  readonly losses: Readonly<Record<string, readonly number[]>>;
  /** True if the signal of the task ended training before its last epoch. */
  readonly stoppedEarly: boolean;
}

/**
 * Train a network on all cells of a tissue, and embed them.
 *
 * @param task whose signal ends training with what was learned so far.
 * @throws bad-shape when input and graph are of different cells; bad-option when the loss becomes infinite or NaN;
 * unsupported when there is no engine.
 * @example
 * import { defineNetwork, fit, layers, losses } from "cellscape/nn";
 * const network = defineNetwork((b) => {
 *   const embedding = layers.gat(b, b.input, 30);
 *   return { embedding, loss: losses.mse(b.input, layers.dense(b, embedding, 50)) };
 * });
 * const { embedding } = await fit(network, { input: scores, graph }, { epochs: 500, seed: 0 });
 */
export async function fit(
  network: Network,
  { input: rows, graph }: FitData,
  { epochs = 500, seed = 0, learningRate = 1e-3, optimizer = adam(), clip, engine: given }: FitNetworkOptions = {},
  task: Task = silentTask,
): Promise<FittedNetwork> {
  expectShape("fit: graph", [graph.starts.length - 1], { cells: rows.rows });
  const { order, inputs, feeds } = networkFeeds(rows, graph);
  const parameters: Parameter[] = [];
  const build = (tensorOf: (parameter: Parameter) => Tensor) => network.build(builderOf(inputs, tensorOf));
  build((parameter) => {
    parameters.push(parameter);
    return input(parameter.name, parameter.shape);
  });
  const program = trainingStep({
    parameters,
    groups: [{ optimizer }],
    ...(clip === undefined ? {} : { clip }),
    objective: (weights) => ({ losses: lossesOf(build(({ name }) => weights[name])) }),
  });
  const rng = createRandom(seed);
  const start = firstState(program, { parameters: drawParameters(parameters, rng.split("parameters")) });
  const engine = given ?? (await wasmEngine());
  const stepper = await createStepper(engine, program, { start });
  try {
    const step = async () => {
      const found = await stepper.step(feeds, learningRate);
      for (const [name, loss] of Object.entries(found)) expectFinite(name, loss);
      return found;
    };
    const finishing = task.finishing();
    const phase = { epochs, rng: rng.split("steps"), pass: () => [() => undefined], step };
    const { losses, stoppedEarly } = await fitPhases([phase], {
      steppers: { network: stepper },
      signal: finishing.signal,
      onState: async ({ epoch }) => finishing.advance({ done: epoch, total: epochs }),
    });
    const trained = stepper.state.arrays.parameters;
    const flat = input("parameters", [flatSize(parameters)]);
    const { weights } = unpack(flat, parameters);
    const evaluation = await engine.compile({ embedding: build(({ name }) => weights[name]).embedding });
    try {
      const { embedding } = await evaluation.run({ ...feeds, parameters: trained });
      return { embedding: inCellOrder(embedding, order), losses: lossColumns(losses.flat()), stoppedEarly };
    } finally {
      await evaluation.release();
    }
  } finally {
    await stepper.release();
  }
}

function lossesOf({ loss }: NetworkOutputs): Readonly<Record<string, Tensor>> {
  // A tensor has an op; a record of losses has tensors by name.
  return isTensor(loss) ? { loss } : loss;
}

function isTensor(loss: NetworkOutputs["loss"]): loss is Tensor {
  return typeof loss.op === "string";
}

function expectFinite(name: string, loss: number): void {
  if (Number.isFinite(loss)) return;
  throw new CellScapeError("bad-option", `fit: expected a finite ${name}, got ${loss}; lower the learning rate`);
}

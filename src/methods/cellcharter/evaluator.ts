import type { Random } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Engine, Executable, Values } from "../../engine/engine.ts";
import { flatSize, unpack } from "../../nn/parameters.ts";
import type { StepState } from "../../nn/stepper.ts";
import { subtract } from "../../tensor/ops.ts";
import { input, type Tensor } from "../../tensor/tensor.ts";
import type { CountRows } from "./counts.ts";
import { evaluationPass, latentOf, runningSize, scviParameters } from "./network.ts";
import { latent } from "./sizes.ts";
import { cellInputs } from "./step.ts";

/** Most cells of one evaluation. */
export const evaluatedAtOnce = 512;

/** Evaluates the network of any state of training: running statistics, no dropout. */
export interface Evaluator {
  /** Mean negative evidence lower bound of cells, with the whole divergence; noise of the latent representation is drawn. */
  loss(state: StepState, cells: Uint32Array, rng: Random): Promise<number>;
  release(): Promise<void>;
}

/** @param cells largest number of cells to be evaluated at once. */
export async function createEvaluator(engine: Engine, rows: CountRows, cells: number): Promise<Evaluator> {
  const size = Math.min(evaluatedAtOnce, cells);
  const { likelihood, divergence } = evaluationPass(
    cellInputs({ cells: size, genes: rows.genes, samples: rows.samples }),
    ...networkInputs(rows),
  );
  const executable = await engine.compile({ loss: subtract(divergence, likelihood) });
  return {
    async loss({ arrays }, all, rng) {
      let total = 0;
      for (let first = 0; first < all.length; first += size) {
        const some = all.subarray(first, first + size);
        const { loss } = await executable.run({ ...network(arrays), ...rows.feeds(some, size, rng) });
        for (let i = 0; i < some.length; i++) total += loss[i];
      }
      return total / all.length;
    },
    release: () => executable.release(),
  };
}

/** [n, 10] mean of the latent representation of all cells. */
export async function latentMeans(
  engine: Engine,
  rows: CountRows,
  { arrays }: Pick<StepState, "arrays">,
  task: Task,
): Promise<Matrix> {
  const n = rows.totals.length;
  const size = Math.min(evaluatedAtOnce, n);
  const [weights, running] = networkInputs(rows);
  const x = input("x", [size, rows.genes]);
  const executable: Executable = await engine.compile({ mean: latentOf(x, weights, running).mean });
  const values = new Float32Array(n * latent);
  try {
    for (let first = 0; first < n; first += size) {
      const cells = Uint32Array.from({ length: Math.min(size, n - first) }, (_, i) => first + i);
      const { mean } = await executable.run({ ...network(arrays), x: rows.counts(cells, size) });
      values.set(mean.subarray(0, cells.length * latent), first * latent);
      await task.update((first + cells.length) / n);
    }
  } finally {
    await executable.release();
  }
  return { rows: n, columns: latent, values };
}

function networkInputs({ genes, samples }: Pick<CountRows, "genes" | "samples">): [Record<string, Tensor>, Tensor] {
  const parameters = scviParameters(genes, samples);
  const { weights } = unpack(input("parameters", [flatSize(parameters)]), parameters);
  return [weights, input("running", [runningSize])];
}

function network({ parameters, running }: StepState["arrays"]): Readonly<Record<string, Values>> {
  return { parameters, running };
}

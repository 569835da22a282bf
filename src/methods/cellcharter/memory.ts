import type { InputSize } from "../inputs.ts";
import { evaluatedAtOnce } from "./evaluator.ts";
import type { CellCharterOptions } from "./options.ts";
import { hidden, latent, trainingSize } from "./sizes.ts";

const float = 4;
// Measured with the native engine and one thread: how many arrays of each kind a step or an evaluation holds at most.
const program = 70e6;
const perBatch = 55;
const perEvaluated = 36;
const perParameter = 20;
/** Numbers of a cell beside the latent representation and its rings. */
const perCell = 12;

/** Bytes that training takes beside the inputs, at most. */
export function cellcharterMemory({ cells, genes }: InputSize, options: CellCharterOptions): number {
  const { batch, training } = trainingSize(cells, options);
  const rows = perBatch * batch + perEvaluated * Math.min(evaluatedAtOnce, cells - training);
  // Three layers are as wide as the genes.
  const parameters = perParameter * 3 * (hidden + 1) * genes;
  return program + float * (rows * genes + parameters + (latent * (3 + 2 * options.rings) + perCell) * cells);
}

/** Bytes of the result of one seed. */
export function resultBytes(cells: number, { rings }: Pick<CellCharterOptions, "rings">): number {
  return float * cells * latent * (2 + rings);
}

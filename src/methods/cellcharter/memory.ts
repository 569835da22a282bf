import type { InputSize } from "../inputs.ts";
import type { CellCharterOptions } from "./options.ts";
import { latent, trainingSize } from "./sizes.ts";

const float = 4;
// Measured with the native engine and one thread: how many arrays of each kind a step holds at most.
const program = 60e6;
const perBatch = 60;
const perParameter = 40;

/** Bytes that training takes beside the inputs, at most. */
export function cellcharterMemory({ cells, genes }: InputSize, options: CellCharterOptions): number {
  const { batch } = trainingSize(cells, options);
  const perCell = latent * (3 + 2 * options.rings) + 12;
  return program + float * (perBatch * Math.max(batch, 512) * genes + perParameter * 400 * genes + perCell * cells);
}

/** Bytes of the result of one seed. */
export function resultBytes(cells: number, { rings }: Pick<CellCharterOptions, "rings">): number {
  return float * cells * latent * (2 + rings);
}

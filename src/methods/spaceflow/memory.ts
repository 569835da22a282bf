import { planPairs } from "../../nn/pairs.ts";
import type { InputSize } from "../inputs.ts";
import type { SpaceFlowOptions } from "./options.ts";

const float = 4;
// Measured with the native engine and one thread: how many arrays of each kind a step holds at most.
const program = 60e6;
const perInput = 1.5;
const perUnit = 32;
const perPair = 8;
const perPlace = 8;

/** Bytes that training takes beside the inputs, at most. */
export function spaceflowMemory({ cells: n, genes, neighbors }: InputSize, options: SpaceFlowOptions): number {
  const { size: width } = options;
  const { rounds, size } = planPairs(n, options.pairs);
  const places = neighbors + 1;
  // Both arrangements lie side by side.
  const rows = n * (perInput * genes + 2 * perUnit * width + perPlace * places);
  return program + float * (rows + perPair * rounds * size * width);
}

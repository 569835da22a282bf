import type { InputSize } from "../inputs.ts";
import { dropped, embeddingSize } from "./sizes.ts";

const float = 4;
// Measured with the native engine and one thread: how many arrays of each kind a step holds at most.
const program = 60e6;
const perInput = 18;
const perDropped = 18;
const perPlace = 24;
/** Pairs are linked ones, as many others, and these from their other end: places of the longest list, by neighbours. */
const pairsPerNeighbor = 3;

/** Bytes that training takes beside the inputs, at most. */
export function sedrMemory({ cells: n, components, neighbors }: InputSize): number {
  const masks = Object.values(dropped).reduce((sum, width) => sum + width, 0);
  const places = (1 + pairsPerNeighbor) * (neighbors + 1);
  return program + float * n * (perInput * components + perDropped * masks + perPlace * places + embeddingSize);
}

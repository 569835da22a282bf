import type { InputSize } from "../inputs.ts";
import type { MethodPlan } from "../method.ts";
import type { GraphstOptions } from "./options.ts";

const float = 4;
// Measured with the native engine and one thread on 4,000 x 3,000 and 100,000 x 300 (1.8 GB in all): arrays [n, width of the
// network] that a step holds at most, arrays [n, p] with the input itself, and arrays [n, k] of the lists.
const networkArrays = 36;
const geneArrays = 2.5;
const placeArrays = 8;
/** Engine and program. */
const program = 60e6;
/** Copies of the parameters: themselves and two moments, each before and after a step, and gradients. */
const parameterArrays = 10;

/** Bytes of a training step on all cells. */
export function graphstMemory({ cells: n, genes: p }: InputSize, options: GraphstOptions): MethodPlan["memory"] {
  const { size, nearest } = options;
  const perCell = networkArrays * size + geneArrays * p + placeArrays * (2 * nearest + 1);
  return {
    working: program + float * (n * perCell + parameterArrays * 2 * size * p),
    result: float * n * Math.min(size, p),
  };
}

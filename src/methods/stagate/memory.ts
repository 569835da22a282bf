import type { InputSize } from "../inputs.ts";
import type { MethodPlan } from "../method.ts";
import type { StagateOptions } from "./options.ts";

const float = 4;
// Measured with the native engine and one thread on 4,839 x 33, 4,000 x 3,000 and 100,000 x 300 (3.8 GB in all): arrays
// [n, hidden] that a step holds at most, arrays [n, p] with the input itself, and arrays [n, k] of the lists.
const hiddenArrays = 12;
const placeArrays = 12;
/** With at most as many genes as hidden units the reconstruction is made; with more it is not. */
const geneArrays = { few: 6, many: 3 } as const;
/** Engine and program. */
const program = 60e6;
/** Copies of the parameters: themselves and four moments, each before and after a step, and gradients. */
const parameterArrays = 16;
/** Neighbours of a cell, where the radius is not known yet: some have three times as many as the mean of 10. */
const places = 30;

/** Bytes of a training step on all cells. */
export function stagateMemory({ cells: n, genes: p }: InputSize, options: StagateOptions): MethodPlan["memory"] {
  const { hidden, size, links, nearest } = options;
  const k = links === "radius" ? places : 2 * nearest;
  const perCell = hiddenArrays * hidden + geneArrays[p <= hidden ? "few" : "many"] * p + placeArrays * k;
  return {
    working: program + float * (n * perCell + parameterArrays * hidden * (p + size)),
    result: float * n * size,
  };
}

import type { Matrix } from "../../data/matrix.ts";
import { principalComponents } from "../../math/linearAlgebra/pca.ts";
import type { Features } from "../../run/artifacts.ts";

/** Components that stand for the expression of a cell, as in the usual maps of single cells. */
export const usualComponents = 30;

/** The leading components of the network's input: of expression, corrected where it is. */
export async function leadingComponents({ input, loadings }: Pick<Features, "input" | "loadings">): Promise<Matrix> {
  const { rows, columns, values } = input;
  if (columns <= usualComponents) return input;
  if (!loadings) return (await principalComponents(input, usualComponents)).scores;
  const kept = new Float64Array(rows * usualComponents);
  for (let i = 0; i < rows; i++) {
    kept.set(values.subarray(i * columns, i * columns + usualComponents), i * usualComponents);
  }
  return { rows, columns: usualComponents, values: kept };
}

import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { principalComponents } from "../../math/linearAlgebra/pca.ts";
import type { Features } from "../artifacts.ts";

/** Components where the method reads the genes themselves. */
const mostComponents = 60;

/** [cells, components] principal components of the expression, largest variance first, whatever the method reads. */
export async function expressionComponents({ input, loadings }: Features, task?: Task): Promise<Matrix> {
  if (loadings) return input;
  const { scores } = await principalComponents(input, Math.min(mostComponents, input.columns), {}, task);
  return scores;
}

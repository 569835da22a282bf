import { createRandom } from "../../core/random.ts";
import type { Task } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import { autocorrelationFactors } from "../../spatial/autocorrelationFactors.ts";
import { neighborsInSections } from "../../spatial/neighborsInSections.ts";
import type { MethodInputs } from "../inputs.ts";

/** Nearest cells whose mean a factor follows: about two rings of a lattice. */
const neighbors = 12;
/** Principal components that factors are found in; later ones are noise. */
const mostComponents = 60;
/** Fewest factors, where fewer are significant. */
const fewest = 2;

/** [n, k] the significant maximum autocorrelation factors of the components. */
export async function significantFactors(
  { components, positions, samples }: Pick<MethodInputs, "components" | "positions" | "samples">,
  task: Task,
): Promise<Matrix> {
  const near = await neighborsInSections(positions, () => neighbors, samples, task.part(0, 0.4));
  const points = leading(components, mostComponents);
  const ranked = { neighbors: near, from: 0, to: neighbors };
  // Shuffled positions are a bound, not a draw: it is the same for every seed of a run.
  const { scores, significant } = await autocorrelationFactors(points, ranked, createRandom(0), task.part(0.4, 1));
  task.note(`${significant} of ${scores.columns} autocorrelation factors are significant`);
  return leading(scores, Math.max(fewest, significant));
}

/** The first columns. */
function leading({ rows, columns, values }: Matrix, most: number): Matrix {
  const kept = Math.min(most, columns);
  const picked = new Float64Array(rows * kept);
  for (let i = 0; i < rows; i++) {
    for (let u = 0; u < kept; u++) picked[i * kept + u] = values[i * columns + u];
  }
  return { rows, columns: kept, values: picked };
}

import { assign } from "../math/statistics/assignment.ts";
import { type Arrangement, arrange, distortion } from "./arrangement.ts";

/**
 * Gromov-Wasserstein coupling (square loss, uniform weights) of p genes with p places, by conditional gradient.
 *
 * Both distances are conditionally negative definite (1 - r is half the squared distance of standardised genes, and
 * Euclidean distance is so too), which makes the objective concave over the couplings. Hence the optimum is a
 * one-to-one coupling, the step of least linearised cost is taken whole, and each step lowers the objective: the method
 * is a sequence of linear assignments. It stops where no step improves, at a local optimum.
 *
 * @param distance [p, p] between genes
 * @param places [p, p] between places
 * @param start [p] gene at each place to begin from; it decides which optimum is found
 * @returns the coupling: 1 / p where a gene sits on a place, 0 elsewhere
 * @see genomap's use of Gromov-Wasserstein; POT `ot.gromov.gromov_wasserstein`; Maron and Lipman, "(Probably) Concave
 * Graph Matching" (2018) for the concavity. Cost: p^3 per step, about ten steps.
 */
export function gromovWasserstein(distance: Float32Array, places: Float32Array, start: Int32Array): Arrangement {
  let best = arrange(distance, places, start);
  let bestDistortion = distortion(best);
  for (let step = 0; step < MOST_STEPS; step++) {
    const destination = assign({ rows: best.count, columns: best.count, values: linearCost(best) });
    const geneAt = new Int32Array(best.count);
    best.geneAt.forEach((gene, from) => {
      geneAt[destination[from]] = gene;
    });
    const next = arrange(distance, places, geneAt);
    const nextDistortion = distortion(next);
    if (nextDistortion >= bestDistortion - 1e-12) break;
    best = next;
    bestDistortion = nextDistortion;
  }
  return best;
}

/** Far above what is needed: a guard only. */
const MOST_STEPS = 100;

/** [p, p] cost of moving the gene at place a to place b while the others stay: -(genes . places), up to constants. */
function linearCost({ count, genes, places }: Arrangement): Float64Array {
  const cost = new Float64Array(count * count);
  for (let a = 0; a < count; a++) {
    const row = cost.subarray(a * count, (a + 1) * count);
    for (let y = 0; y < count; y++) {
      const weight = genes[a * count + y];
      for (let b = 0, at = y * count; b < count; b++, at++) row[b] -= weight * places[at];
    }
  }
  return cost;
}

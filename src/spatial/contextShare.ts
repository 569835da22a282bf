import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import { cholesky, invertLower } from "../math/linearAlgebra/cholesky.ts";
import { multiply, multiplyLeftTransposed, type Product } from "../math/linearAlgebra/multiply.ts";
import { smooth } from "./smooth.ts";

/** Rounds of averaging that are tried. */
const rounds = [1, 2, 4];

/**
 * How much averages over neighbours explain of a place, against the place itself: the largest share of the variance of one
 * half of the counts that the averaged other half explains by linear regression, over the share without averaging. Above 1
 * neighbours take noise away; far below 1 they are of other tissue, so that domains are thinner than a neighbourhood.
 *
 * @param half [n, d] and
 * @param other [n, d] components of two halves of the counts, with independent noise.
 * @returns NaN where the halves share nothing.
 */
export async function contextShare(half: Matrix, other: Matrix, graph: Graph): Promise<number> {
  const target = centredOf(other);
  const itself = explained(centredOf(half), target);
  let most = 0;
  let made = 0;
  let averaged = half;
  for (const round of rounds) {
    averaged = await smooth(averaged, graph, round - made);
    made = round;
    most = Math.max(most, explained(centredOf(averaged), target));
  }
  return itself > 0 ? most / itself : Number.NaN;
}

/** Share of the variance of the targets that a linear regression on the points explains; both centred. */
function explained(points: Product, target: Product): number {
  const { columns: d } = points;
  const gram = multiplyLeftTransposed(points, points).values;
  let trace = 0;
  for (let u = 0; u < d; u++) trace += gram[u * d + u];
  // Directions without variance must not make it singular.
  for (let u = 0; u < d; u++) gram[u * d + u] += (1e-9 * trace) / d;
  const factor = cholesky(gram, d);
  const total = target.values.reduce((sum, value) => sum + value * value, 0);
  if (!factor || total === 0) return 0;
  const inverse: Product = { rows: d, columns: d, values: invertLower(factor, d) };
  const projected = multiply(inverse, multiplyLeftTransposed(points, target));
  return projected.values.reduce((sum, value) => sum + value * value, 0) / total;
}

function centredOf({ rows: n, columns: d, values: from }: Matrix): Product {
  const sums = new Float64Array(d);
  for (let e = 0; e < from.length; e++) sums[e % d] += from[e];
  return { rows: n, columns: d, values: Float64Array.from(from, (value, e) => value - sums[e % d] / n) };
}

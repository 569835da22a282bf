import { add, divide, minimum, multiply, subtract, sum } from "../tensor/ops.ts";
import type { Tensor } from "../tensor/tensor.ts";

/**
 * PCGrad for two losses: where their gradients a and b point against each other, each gives up its part along the
 * other; then they are added. Done by two factors, from three dot products:
 * a - (a.b / b.b) b + b - (a.b / a.a) a = (1 - a.b / a.a) a + (1 - a.b / b.b) b.
 *
 * @param a [m] flat gradient of one loss.
 * @param b [m] flat gradient of the other.
 * @returns [m]
 * @throws bad-shape when shapes do not fit.
 * @see Yu et al. 2020, "Gradient surgery for multi-task learning".
 */
export function pcgrad(a: Tensor, b: Tensor): Tensor {
  const conflict = minimum(sum(multiply(a, b)), 0);
  // A gradient of zeros has no conflict; the floor only keeps 0 / 0 away.
  const factor = (x: Tensor) => subtract(1, divide(conflict, add(sum(multiply(x, x)), 1e-30)));
  return add(multiply(a, factor(a)), multiply(b, factor(b)));
}

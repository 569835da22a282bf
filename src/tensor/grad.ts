import { CellScapeError } from "../core/errors.ts";
import * as builders from "./ops.ts";
import { opOf } from "./opTable.ts";
import { type Tensor, topological } from "./tensor.ts";

/**
 * dloss/dx for each x of `wrt`, in its shape: more tensors of the same program. Zero where loss does not depend on x.
 *
 * @param loss [] or [1, ...], one element.
 * @throws bad-shape when loss has more; unsupported when an op on the way (gatherRows without users) has no gradient.
 * @example
 * import { gradients, input, mean, multiply } from "cellscape/tensor";
 * const x = input("x", [3]);
 * const [slope] = gradients(mean(multiply(x, x)), [x]);
 */
export function gradients(loss: Tensor, wrt: readonly Tensor[]): Tensor[] {
  if (loss.shape.some((length) => length !== 1)) {
    throw new CellScapeError("bad-shape", `gradients: expected a loss of one element, got [${loss.shape.join(", ")}]`);
  }
  const order = topological([loss]);
  const moves = dependents(order, wrt);
  const cotangents = new Map<Tensor, Tensor>([[loss, builders.fill(1, loss.shape)]]);
  for (const y of order.reverse()) {
    const dy = cotangents.get(y);
    if (!dy || y.inputs.length === 0 || !moves.has(y)) continue;
    opOf(y)
      .grad(y, dy, builders)
      .forEach((dx, i) => {
        const x = y.inputs[i];
        if (!dx || !moves.has(x)) return;
        const sofar = cotangents.get(x);
        cotangents.set(x, sofar ? builders.add(sofar, dx) : dx);
      });
  }
  return wrt.map((x) => cotangents.get(x) ?? builders.fill(0, x.shape));
}

/** The tensors whose value changes when one of `wrt` does. */
function dependents(order: readonly Tensor[], wrt: readonly Tensor[]): Set<Tensor> {
  const moves = new Set(wrt);
  for (const y of order) {
    if (y.inputs.some((x) => moves.has(x))) moves.add(y);
  }
  return moves;
}

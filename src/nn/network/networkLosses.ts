import { mean, multiply, subtract } from "../../tensor/ops.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Losses: one number each. */
export const losses = {
  /** Mean of (x - y)^2 over all entries. */
  mse(x: Tensor, y: Tensor): Tensor {
    const difference = subtract(x, y);
    return mean(multiply(difference, difference));
  },
} as const;

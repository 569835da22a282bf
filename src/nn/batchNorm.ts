import { add, concat, divide, multiply, reshape, slice, sqrt, subtract, sum } from "../tensor/ops.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** Added to variances under a root, unless a network has another: as torch does. */
const usualEpsilon = 1e-5;

/** A normalised batch with its statistics. */
export interface Normalized {
  /** The normalised x, [b, c] or [b, c, positions] as it was. */
  readonly y: Tensor;
  /** [c] mean of the batch. */
  readonly mean: Tensor;
  /** [c] unbiased variance of the batch. */
  readonly variance: Tensor;
}

/**
 * Batch normalisation with the batch's own statistics.
 *
 * @param x [b, c] or [b, c, positions]
 * @param scale [c]
 * @param offset [c]
 * @param options epsilon, added to variances under the root; last, how many cells the last row stands for: all masked
 * cells share one row.
 * @throws bad-shape when shapes do not fit.
 * @see Ioffe and Szegedy 2015; torch.nn.BatchNorm1d in training.
 */
export function batchNormalize(
  x: Tensor,
  scale: Tensor,
  offset: Tensor,
  { last = 1, epsilon = usualEpsilon }: { readonly last?: number; readonly epsilon?: number } = {},
): Normalized {
  const [b, c, positions = 1] = x.shape;
  const count = (b - 1 + last) * positions;
  const across = x.shape.length > 2 ? [0, 2] : [0];
  // No axis of length one behind that of the columns: the runtime would broadcast element by element.
  const column = (values: Tensor) => (x.shape.length > 2 ? reshape(values, [c, 1]) : values);
  const total = (values: Tensor) => {
    const plain = sum(values, across);
    if (last === 1) return plain;
    return add(plain, multiply(sum(slice(values, 0, { start: b - 1, end: b }), across), last - 1));
  };
  const mean = multiply(total(x), 1 / count);
  const centred = subtract(x, column(mean));
  const squares = total(multiply(centred, centred));
  const deviation = sqrt(add(multiply(squares, 1 / count), epsilon));
  const y = add(multiply(centred, column(divide(scale, deviation))), column(offset));
  return { y, mean, variance: multiply(squares, 1 / Math.max(count - 1, 1)) };
}

/**
 * Batch normalisation with known statistics.
 *
 * @param x [b, c] or [b, c, positions]
 * @param scale [c]
 * @param offset [c]
 * @param statistics mean [c] and variance [c]; epsilon, added to variances under the root.
 * @returns [b, c] or [b, c, positions], as x.
 * @throws bad-shape when shapes do not fit.
 * @see Ioffe and Szegedy 2015; torch.nn.BatchNorm1d in evaluation.
 */
export function normalizeBy(
  x: Tensor,
  scale: Tensor,
  offset: Tensor,
  { mean, variance, epsilon = usualEpsilon }: { mean: Tensor; variance: Tensor; epsilon?: number },
): Tensor {
  const column = [x.shape[1], ...x.shape.slice(2).map(() => 1)];
  const factor = divide(scale, sqrt(add(variance, epsilon)));
  const shift = subtract(offset, multiply(mean, factor));
  return add(multiply(x, reshape(factor, column)), reshape(shift, column));
}

/**
 * Running statistics after a batch: (1 - momentum) old + momentum new, each layer's mean then its variance.
 *
 * @param running [2 * (sum of c over the layers)] before the batch.
 * @returns the same shape, [2 * (sum of c)].
 * @throws bad-shape when the lengths differ.
 * @see torch.nn.BatchNorm1d, running_mean and running_var.
 */
export function updateRunning(running: Tensor, batch: readonly Normalized[], momentum: number): Tensor {
  const fresh = concat(
    batch.flatMap(({ mean, variance }) => [mean, variance]),
    0,
  );
  return add(multiply(running, 1 - momentum), multiply(fresh, momentum));
}

import {
  add,
  concat,
  conv2d,
  divide,
  matmul,
  multiply,
  reshape,
  slice,
  sqrt,
  subtract,
  sum,
  transpose,
} from "../tensor/ops.ts";
import { constant, type Tensor } from "../tensor/tensor.ts";

/** Up to this side a convolution is one dense product: 3 to 7 times faster than the runtime's small convolutions. */
const densest = 8;

/**
 * 3 x 3 convolution with one cell of zeros around the map.
 *
 * @param x [b, inputs, side * side]
 * @param weight [outputs, inputs, 3, 3]
 * @returns [b, outputs, side * side]
 */
export function convolution(x: Tensor, weight: Tensor, side: number): Tensor {
  const [b, inputs] = x.shape;
  const outputs = weight.shape[0];
  const cells = side * side;
  if (side > densest) {
    return reshape(conv2d(reshape(x, [b, inputs, side, side]), weight, { pad: 1 }), [b, outputs, cells]);
  }
  // The same as a product with the matrix that holds w[o, i, tap] wherever `to` sees `from` through that tap.
  const taps = constant(tapTable(side), [9, cells * cells]);
  const table = matmul(reshape(weight, [outputs * inputs, 9]), taps);
  const matrix = transpose(reshape(table, [outputs, inputs, cells, cells]), [1, 2, 0, 3]);
  const flat = matmul(reshape(x, [b, inputs * cells]), reshape(matrix, [inputs * cells, outputs * cells]));
  return reshape(flat, [b, outputs, cells]);
}

/** [9, from, to]: 1 where position `to` sees position `from` through the tap. */
function tapTable(side: number): Float64Array {
  const cells = side * side;
  const table = new Float64Array(9 * cells * cells);
  for (let to = 0; to < cells; to++) {
    for (let tap = 0; tap < 9; tap++) {
      const row = Math.floor(to / side) + Math.floor(tap / 3) - 1;
      const column = (to % side) + (tap % 3) - 1;
      if (row < 0 || row >= side || column < 0 || column >= side) continue;
      table[(tap * cells + row * side + column) * cells + to] = 1;
    }
  }
  return table;
}

/** Added to variances under a root, as torch does. */
const epsilon = 1e-5;

export interface Normalized {
  readonly y: Tensor;
  /** [c] mean and unbiased variance of the batch. */
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/**
 * Batch normalisation with the batch's own statistics.
 *
 * @param x [b, c, positions]
 * @param scale [c]
 * @param offset [c]
 * @param last how many cells the last row stands for: all masked cells share one row.
 */
export function batchNormalize(x: Tensor, scale: Tensor, offset: Tensor, last = 1): Normalized {
  const [b, c, positions] = x.shape;
  const count = (b - 1 + last) * positions;
  const total = (values: Tensor) => {
    const plain = sum(values, [0, 2]);
    if (last === 1) return plain;
    return add(plain, multiply(sum(slice(values, 0, { start: b - 1, end: b }), [0, 2]), last - 1));
  };
  const mean = multiply(total(x), 1 / count);
  const centred = subtract(x, reshape(mean, [c, 1]));
  const squares = total(multiply(centred, centred));
  const deviation = sqrt(add(multiply(squares, 1 / count), epsilon));
  const y = add(multiply(centred, reshape(divide(scale, deviation), [c, 1])), reshape(offset, [c, 1]));
  return { y, mean, variance: multiply(squares, 1 / Math.max(count - 1, 1)) };
}

/** Batch normalisation with known statistics. */
export function normalizeBy(
  x: Tensor,
  scale: Tensor,
  offset: Tensor,
  known: { mean: Tensor; variance: Tensor },
): Tensor {
  const c = x.shape[1];
  const factor = divide(scale, sqrt(add(known.variance, epsilon)));
  const shift = subtract(offset, multiply(known.mean, factor));
  return add(multiply(x, reshape(factor, [c, 1])), reshape(shift, [c, 1]));
}

/** Running statistics after a batch: (1 - momentum) old + momentum new, each layer's mean then its variance. */
export function updateRunning(running: Tensor, batch: readonly Normalized[], momentum: number): Tensor {
  const fresh = concat(
    batch.flatMap(({ mean, variance }) => [mean, variance]),
    0,
  );
  return add(multiply(running, 1 - momentum), multiply(fresh, momentum));
}

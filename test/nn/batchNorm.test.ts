import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { evaluate } from "../../src/engine/reference.ts";
import { batchNormalize, normalizeBy, updateRunning } from "../../src/nn/batchNorm.ts";
import { gradients } from "../../src/tensor/grad.ts";
import { multiply, reshape, slice, sum } from "../../src/tensor/ops.ts";
import { constant, input, type Tensor } from "../../src/tensor/tensor.ts";

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

test("columns of a batch get mean 0 and, but for epsilon, variance 1, times scale, plus offset", () => {
  const x = constant([1, 10, 3, 10, 5, 16], [3, 2]);
  const [y, mean, variance] = numbers(
    Object.values(batchNormalize(x, constant([2, 1]), constant([0, 5]), { epsilon: 1e-3 })),
  );
  expect(Array.from(mean)).toEqual([3, 12]);
  // Unbiased.
  expect(Array.from(variance)).toEqual([expect.closeTo(4, 10), expect.closeTo(12, 10)]);
  const [sd1, sd2] = [Math.sqrt(8 / 3 + 1e-3), Math.sqrt(8 + 1e-3)];
  const expected = [-4 / sd1, 5 - 2 / sd2, 0, 5 - 2 / sd2, 4 / sd1, 5 + 4 / sd2];
  expect(Array.from(y)).toEqual(expected.map((value) => expect.closeTo(value, 10)));
});

test("rows [b, c] are normalised as maps of one position", () => {
  const [x, scale, offset] = [normals(4, 3), normals(3), normals(3)];
  const flat = batchNormalize(x, scale, offset);
  const maps = batchNormalize(reshape(x, [4, 3, 1]), scale, offset);
  expect(flat.y.shape).toEqual([4, 3]);
  expectSame([flat.y, flat.mean, flat.variance], [maps.y, maps.mean, maps.variance]);
  const known = { mean: normals(3), variance: constant([1, 2, 0.5]), epsilon: 1e-3 };
  const maps2 = normalizeBy(reshape(x, [4, 3, 1]), scale, offset, known);
  expectSame([normalizeBy(x, scale, offset, known)], [maps2]);
});

test("a last row that stands for three is normalised as if it were there three times", () => {
  const [x, scale, offset] = [normals(3, 2, 4), normals(2), normals(2)];
  const last = [...numbers([slice(x, 0, { start: 2, end: 3 })])[0]];
  const repeated = constant([...numbers([x])[0], ...last, ...last], [5, 2, 4]);
  const short = batchNormalize(x, scale, offset, { last: 3 });
  const long = batchNormalize(repeated, scale, offset);
  expectSame([short.y, short.mean, short.variance], [slice(long.y, 0, { end: 3 }), long.mean, long.variance]);
});

test("running statistics move by the momentum towards those of the batch", () => {
  const batch = batchNormalize(constant([0, 2], [2, 1]), constant([1]), constant([0]));
  const [found] = numbers([updateRunning(constant([0, 1]), [batch], 0.01)]);
  expect(Array.from(found)).toEqual([expect.closeTo(0.01, 10), expect.closeTo(1.01, 10)]);
});

test("slopes of [b, c] are those of differences, on ONNX Runtime too", async () => {
  const x = input("x", [5, 2]);
  const values = Float64Array.from({ length: 10 }, () => rng.normal());
  const { y } = batchNormalize(x, constant([0.5, 2]), constant([1, -1]), { epsilon: 1e-3 });
  const loss = sum(multiply(multiply(y, y), normals(5, 2)));
  const [slope] = gradients(loss, [x]);
  const [exact] = evaluate([slope], () => values);
  const step = 1e-5;
  values.forEach((value, e) => {
    const at = (shift: number) => evaluate([loss], () => values.with(e, value + shift))[0][0];
    expect(exact[e]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 5);
  });
  const executable = await (await nativeEngine({ threads: 1 })).compile({ slope });
  const native = await executable.run({ x: Float32Array.from(values) });
  await executable.release();
  exact.forEach((value, e) => {
    expect(Math.abs(native.slope[e] - value)).toBeLessThan(1e-4 * (1 + Math.abs(value)));
  });
});

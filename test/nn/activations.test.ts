import { expect, test } from "vitest";
import { nativeEngine } from "../../src/engine/node.ts";
import { evaluate } from "../../src/engine/reference.ts";
import {
  binaryCrossEntropy,
  logGamma,
  logSigmoid,
  logSoftmax,
  prelu,
  softplus,
  squaredDistances,
  studentAssignment,
  tanh,
} from "../../src/nn/activations.ts";
import { gradients } from "../../src/tensor/grad.ts";
import { multiply, sum } from "../../src/tensor/ops.ts";
import { constant, input, type Tensor } from "../../src/tensor/tensor.ts";

const x = input("x", [2, 3]);
const values = Float64Array.of(-3, -0.5, 0.2, 1, 2.5, -1.5);
const exactly = (outputs: readonly Tensor[], at = values) => evaluate(outputs, () => at);
const mapped = (f: (value: number) => number) => Array.from(values, f);
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** log Gamma by Stirling's series far out, and the recurrence down from there. */
function reference(z: number): number {
  let [w, taken] = [z, 0];
  for (; w < 40; w++) taken += Math.log(w);
  return (w - 0.5) * Math.log(w) - w + Math.log(2 * Math.PI) / 2 + 1 / (12 * w) - 1 / (360 * w ** 3) - taken;
}

test.each([
  ["softplus", softplus(x), mapped((v) => Math.log1p(Math.exp(v)))],
  ["logSigmoid", logSigmoid(x), mapped((v) => Math.log(sigmoid(v)))],
  ["tanh", tanh(x), mapped(Math.tanh)],
  ["prelu", prelu(x, constant([0.25])), mapped((v) => (v > 0 ? v : 0.25 * v))],
  [
    "binaryCrossEntropy",
    binaryCrossEntropy(x, constant([1, 0, 1, 0, 1, 0], [2, 3])),
    mapped((v) => v).map((v, e) => -Math.log(e % 2 === 0 ? sigmoid(v) : 1 - sigmoid(v))),
  ],
] as const)("%s has the values of its formula", (_, output, expected) => {
  const [found] = exactly([output]);
  expected.forEach((value, e) => {
    expect(found[e]).toBeCloseTo(value, 10);
  });
});

test("the logarithm of the softmax has rows whose exponentials sum to 1, for large numbers too", () => {
  const [found] = exactly([logSoftmax(x)], Float64Array.of(1000, 999, 0, -5, -5, -5));
  expect(found[0]).toBeCloseTo(-Math.log(1 + Math.exp(-1)), 9);
  expect(Array.from(found.subarray(3))).toEqual(Array(3).fill(expect.closeTo(-Math.log(3), 9)));
});

test("softplus neither overflows nor vanishes", () => {
  const [found] = exactly([softplus(x)], Float64Array.of(-800, 800, -30, 30, 0, 1));
  expect(found[0]).toBe(0);
  expect(found[1]).toBe(800);
  expect(found[2]).toBeGreaterThan(0);
});

test("assignments to centres are those of Student's t, and rows sum to 1", () => {
  const centres = constant([0, 0, 0, 1, 1, 1], [2, 3]);
  const [distances, found] = exactly([
    squaredDistances(x, centres),
    studentAssignment(x, centres, { scale: 0.5, exponent: 1.5 }),
  ]);
  const d2 = [0, 1].map((k) => [0, 1, 2].reduce((total, u) => total + (values[u] - k) ** 2, 0));
  expect(Array.from(distances.subarray(0, 2))).toEqual(d2.map((value) => expect.closeTo(value, 10)));
  const weights = d2.map((value) => (1 / (1 + value / 0.5 + 1e-8)) ** 1.5);
  expect(found[0]).toBeCloseTo(weights[0] / (weights[0] + weights[1]), 10);
  expect(found[2] + found[3]).toBeCloseTo(1, 12);
});

test("log Gamma is right to 3e-7 from 1e-3 to 1e4", () => {
  const points = Float64Array.of(1e-3, 0.02, 0.5, 1, 2, 3.7, 10, 123, 1e4);
  const [found] = exactly([logGamma(input("x", [points.length]))], points);
  points.forEach((z, e) => {
    expect(Math.abs(found[e] - reference(z)), `z = ${z}`).toBeLessThan(3e-7 * Math.max(1, Math.abs(reference(z))));
  });
});

test.each([
  ["softplus", (y: Tensor) => softplus(y)],
  ["logSigmoid", (y: Tensor) => logSigmoid(y)],
  ["tanh", (y: Tensor) => tanh(y)],
  ["prelu", (y: Tensor) => prelu(y, constant([0.25, 0.5, -1]))],
  ["logSoftmax", (y: Tensor) => logSoftmax(y)],
  ["studentAssignment", (y: Tensor) => studentAssignment(y, constant([0, 1, 2, 1, 0, 1], [2, 3]), { scale: 0.2 })],
  ["logGamma", (y: Tensor) => logGamma(multiply(y, y))],
] as const)("%s has the slopes of differences, on ONNX Runtime too", async (_, of) => {
  const output = of(x);
  const weights = constant(
    Array.from({ length: output.shape[0] * output.shape[1] }, (__, e) => 1 + (e % 3)),
    output.shape,
  );
  const loss = sum(multiply(output, weights));
  const [slope] = gradients(loss, [x]);
  const [exact] = exactly([slope]);
  const step = 1e-5;
  values.forEach((value, e) => {
    const at = (shift: number) => exactly([loss], values.with(e, value + shift))[0][0];
    expect(exact[e]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 5);
  });
  const executable = await (await nativeEngine({ threads: 1 })).compile({ slope });
  const native = await executable.run({ x: Float32Array.from(values) });
  await executable.release();
  exact.forEach((value, e) => {
    expect(Math.abs(native.slope[e] - value)).toBeLessThan(1e-4 * (1 + Math.abs(value)));
  });
});

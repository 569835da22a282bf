import { expect, test } from "vitest";
import { evaluate } from "../../src/engine/reference.ts";
import { learningRateAt } from "../../src/nn/optimizers.ts";
import { pcgrad } from "../../src/nn/pcgrad.ts";
import { constant, input } from "../../src/tensor/tensor.ts";

const joined = (a: number[], b: number[]) => [
  ...evaluate([pcgrad(input("a", [a.length]), input("b", [b.length]))], (name) =>
    Float64Array.from(name === "a" ? a : b),
  )[0],
];

test("gradients that agree are added as they are", () => {
  expect(joined([1, 2], [3, 0])).toEqual([4, 2]);
});

test("gradients in conflict each give up their part along the other", () => {
  // a.b = -1, |a|^2 = 1, |b|^2 = 2: a + b / 2 = (0.5, 0.5), b + a = (0, 1).
  expect(joined([1, 0], [-1, 1])).toEqual([0.5, 1.5]);
});

test("a gradient of zeros leaves the other alone", () => {
  expect(joined([0, 0], [3, -1])).toEqual([3, -1]);
  expect(joined([3, -1], [0, 0])).toEqual([3, -1]);
  expect(evaluate([pcgrad(constant([0]), constant([0]))], () => new Float64Array(0))[0]).toEqual(Float64Array.of(0));
});

test("the learning rate is halved after every fifty epochs", () => {
  const rates = [0, 49, 50, 99, 100].map((epoch) => learningRateAt(epoch, { learningRate: 1, decayEvery: 50 }));
  expect(rates).toEqual([1, 1, 0.5, 0.5, 0.25]);
});

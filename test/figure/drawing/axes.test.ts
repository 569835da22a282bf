import { expect, test } from "vitest";
import { axisFor, niceTicks, tickText, tickTexts } from "../../../src/figure/drawing/axes.ts";

test("ticks are round, ascend and lie within the range", () => {
  expect(niceTicks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(niceTicks(0.13, 0.38)).toEqual([0.15, 0.2, 0.25, 0.3, 0.35]);
  expect(niceTicks(-5, 5, 2)).toEqual([-5, 0, 5]);
});

test("a range of length zero has one tick", () => {
  expect(niceTicks(3, 3)).toEqual([3]);
});

test("a range between two coarse steps still has two ticks", () => {
  expect(niceTicks(0.21, 0.39, 1).length).toBeGreaterThanOrEqual(2);
});

test("texts of numbers are short and set thousands apart", () => {
  expect([0, -0, 0.5, 12345, -3, 1e7, 2.5e-5].map(tickText)).toEqual([
    "0",
    "0",
    "0.5",
    "12,345",
    "−3",
    "1e7",
    "2.5e−5",
  ]);
});

test("ticks of one axis have the same number of decimals", () => {
  expect(tickTexts([0, 0.5, 1, 1.25])).toEqual(["0", "0.50", "1.00", "1.25"]);
});

test("an axis holds all values and zero where wanted", () => {
  expect(axisFor([0.31, 0.87])).toMatchObject({ low: 0.3, high: 0.9 });
  expect(axisFor([3, 9], { zero: true }).low).toBe(0);
});

test("an axis of equal, of no and of missing values has a length", () => {
  for (const values of [[4, 4], [0], [], [Number.NaN]]) {
    const { low, high } = axisFor(values);
    expect(high).toBeGreaterThan(low);
  }
});

test("a logarithmic axis leaves out what is not positive", () => {
  const { low, high, ticks } = axisFor([0, -3, 1, 1000], { log: true });
  expect([low, high]).toEqual([1, 1000]);
  expect(ticks).toEqual([1, 10, 100, 1000]);
});

import { describe, expect, test } from "vitest";
import { createRandom, type Random } from "../../../src/core/random.ts";
import { gamma, negativeBinomial, poisson } from "../../../src/math/statistics/sample.ts";

const DRAWS = 40_000;

function moments(draw: (rng: Random) => number): { mean: number; variance: number; zeros: number } {
  const rng = createRandom(11);
  let [sum, squares, zeros] = [0, 0, 0];
  for (let draws = 0; draws < DRAWS; draws++) {
    const value = draw(rng);
    sum += value;
    squares += value * value;
    if (value === 0) zeros++;
  }
  const mean = sum / DRAWS;
  return { mean, variance: squares / DRAWS - mean * mean, zeros: zeros / DRAWS };
}

/** Five standard errors of a mean, for a variable of this variance. */
const slack = (variance: number) => 5 * Math.sqrt(variance / DRAWS);

describe("gamma", () => {
  test.each([0.2, 0.9, 1, 3.5, 40])("has mean and variance of shape %f", (shape) => {
    const { mean, variance } = moments((rng) => gamma(shape, 2, rng));
    expect(Math.abs(mean - 2 * shape)).toBeLessThan(slack(4 * shape));
    // Fourth central moment of a gamma: 3 shape (shape + 2) scale^4.
    expect(Math.abs(variance - 4 * shape)).toBeLessThan(slack(16 * (3 * shape * (shape + 2) - shape * shape)));
  });
});

describe("poisson", () => {
  test.each([0, 0.01, 0.7, 3, 9.99, 10, 35, 1000, 1e6])("has mean, variance and zeros of mean %f", (expected) => {
    const { mean, variance, zeros } = moments((rng) => poisson(expected, rng));
    expect(Math.abs(mean - expected)).toBeLessThanOrEqual(slack(expected));
    expect(Math.abs(variance - expected)).toBeLessThanOrEqual(slack(expected + 2 * expected * expected));
    const none = Math.exp(-expected);
    expect(Math.abs(zeros - none)).toBeLessThanOrEqual(slack(none * (1 - none)));
  });

  test("draws each count as often as its probability says, on both sides of the change of method", () => {
    for (const mean of [9.5, 10.5]) {
      const rng = createRandom(5);
      const seen = new Float64Array(80);
      for (let draws = 0; draws < DRAWS; draws++) seen[poisson(mean, rng)]++;
      let probability = Math.exp(-mean);
      for (let k = 0; k < 25; k++) {
        expect(Math.abs(seen[k] / DRAWS - probability), `mean ${mean}, count ${k}`).toBeLessThan(slack(probability));
        probability *= mean / (k + 1);
      }
    }
  });
});

describe("negativeBinomial", () => {
  test.each([
    [0.05, 0.5],
    [0.8, 2],
    [4, 0.3],
    [9, 10],
    [12, 2],
    [200, 5],
  ])("has mean %f, variance and zeros of size %f", (expected, size) => {
    const { mean, variance, zeros } = moments((rng) => negativeBinomial(expected, size, rng));
    const wide = expected + (expected * expected) / size;
    expect(Math.abs(mean - expected)).toBeLessThan(slack(wide));
    // Sampling error of a variance, from the kurtosis 6 / size + 1 / variance above the normal's 3.
    expect(Math.abs(variance - wide)).toBeLessThan(slack(wide * wide * (2 + 6 / size + 1 / wide)));
    const none = (size / (size + expected)) ** size;
    expect(Math.abs(zeros - none)).toBeLessThan(slack(none * (1 - none)));
  });

  test("is the Poisson when the size is infinite", () => {
    for (const expected of [2, 30]) {
      const { mean, variance } = moments((rng) => negativeBinomial(expected, Number.POSITIVE_INFINITY, rng));
      expect(Math.abs(mean - expected)).toBeLessThan(slack(expected));
      expect(Math.abs(variance - expected)).toBeLessThan(slack(expected + 2 * expected * expected));
    }
  });
});

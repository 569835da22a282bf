import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { dropoutMask } from "../../src/nn/dropout.ts";

test("a mask drops the share of its rate, each entry apart from the one before, and keeps the mean", () => {
  const n = 100_000;
  const mask = dropoutMask(n, 0.2, createRandom(0));
  expect(new Set(mask)).toEqual(new Set([0, Math.fround(1.25)]));
  const dropped = mask.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
  // Four standard deviations of a binomial.
  expect(Math.abs(dropped / n - 0.2)).toBeLessThan(4 * Math.sqrt(0.16 / n));
  let both = 0;
  for (let i = 1; i < n; i++) if (mask[i] === 0 && mask[i - 1] === 0) both++;
  expect(Math.abs(both / n - 0.04)).toBeLessThan(4 * Math.sqrt(0.04 / n));
});

test("the first and the last entry are dropped as often as others", () => {
  const masks = Array.from({ length: 4000 }, (_, seed) => dropoutMask(5, 0.3, createRandom(seed)));
  for (const at of [0, 2, 4]) {
    const share = masks.filter((mask) => mask[at] === 0).length / masks.length;
    expect(Math.abs(share - 0.3), `entry ${at}`).toBeLessThan(4 * Math.sqrt(0.21 / masks.length));
  }
});

test("a rate of 0 drops nothing", () => {
  expect(Array.from(dropoutMask(3, 0, createRandom(0)))).toEqual([1, 1, 1]);
});

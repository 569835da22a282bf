import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { shrinkBatchEffects } from "../../src/preprocess/shrinkBatchEffects.ts";

const rng = createRandom(4);
const effects = {
  shifts: Float64Array.from({ length: 200 }, () => 0.3 + 0.5 * rng.normal()),
  variances: Float64Array.from({ length: 200 }, () => Math.exp(0.4 * rng.normal())),
};
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const spread = (values: Float64Array) => mean(values.map((value) => (value - mean(values)) ** 2));

test("shifts and variances of few cells move towards those of the other genes", () => {
  const shrunken = shrinkBatchEffects(effects, 5);
  expect(spread(shrunken.shifts)).toBeLessThan(spread(effects.shifts));
  expect(spread(shrunken.variances)).toBeLessThan(spread(effects.variances));
  const middle = mean(effects.shifts);
  shrunken.shifts.forEach((shift, u) => {
    expect(Math.abs(shift - middle)).toBeLessThanOrEqual(Math.abs(effects.shifts[u] - middle) + 1e-12);
  });
});

test("the more cells a batch has, the less its estimates move", () => {
  const moved = (cells: number) =>
    mean(shrinkBatchEffects(effects, cells).shifts.map((shift, u) => Math.abs(shift - effects.shifts[u])));
  expect(moved(5)).toBeGreaterThan(moved(50));
  expect(moved(50)).toBeGreaterThan(moved(5000));
  expect(moved(5000)).toBeLessThan(1e-3);
});

test("genes with one variance keep it", () => {
  const { variances } = shrinkBatchEffects({ shifts: effects.shifts, variances: new Float64Array(200).fill(2) }, 10);
  for (const variance of variances) expect(variance).toBeCloseTo(2, 12);
});

test("genes with one shift keep it", () => {
  const { shifts } = shrinkBatchEffects({ shifts: new Float64Array(200).fill(-1), variances: effects.variances }, 10);
  for (const shift of shifts) expect(shift).toBeCloseTo(-1, 12);
});

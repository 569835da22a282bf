import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { halveCounts } from "../../../src/preprocess/transform/halveCounts.ts";

/** One row of equal counts. */
const row = (value: number, size: number) => ({
  ...{ rows: 1, columns: size, starts: Uint32Array.of(0, size) },
  indices: Uint32Array.from({ length: size }, (_, e) => e),
  values: new Float32Array(size).fill(value),
});

test.each([1, 5, 64, 65, 400])("halves of %i add up to it, and vary as binomial draws do", (count) => {
  const size = 4000;
  const [first, second] = halveCounts(row(count, size), createRandom(1));
  first.values.forEach((half, e) => {
    expect(half + second.values[e]).toBe(count);
  });
  expect(Math.min(...first.values, ...second.values)).toBeGreaterThanOrEqual(0);
  const mean = first.values.reduce((sum, half) => sum + half, 0) / size;
  const variance = first.values.reduce((sum, half) => sum + (half - mean) ** 2, 0) / size;
  expect(Math.abs(mean - count / 2)).toBeLessThan((5 * Math.sqrt(count / 4)) / Math.sqrt(size));
  expect(Math.abs(variance / (count / 4) - 1)).toBeLessThan(0.15);
});

test("the counts are not modified, and the same stream halves them in the same way", () => {
  const counts = row(7, 50);
  const [a, b] = [1, 2].map(() => halveCounts(counts, createRandom(3)));
  expect(a).toEqual(b);
  expect(counts.values).toEqual(new Float32Array(50).fill(7));
});

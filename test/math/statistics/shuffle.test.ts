import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { labelShuffler } from "../../../src/math/statistics/shuffle.ts";

const labels = Int32Array.from({ length: 60 }, (_, i) => (i % 7 === 0 ? -1 : i % 4));
const strata = Int32Array.from({ length: 60 }, (_, i) => (i < 25 ? 0 : 1));
const sorted = (values: Int32Array) => [...values].sort((a, b) => a - b);

test("labels move within their stratum, and cells without a label stay so", () => {
  const before = labels.slice();
  const shuffle = labelShuffler(labels, strata, createRandom(1));
  for (let k = 0; k < 5; k++) {
    const shuffled = shuffle();
    expect(shuffled).not.toEqual(labels);
    expect(sorted(shuffled.subarray(0, 25))).toEqual(sorted(labels.subarray(0, 25)));
    expect(sorted(shuffled.subarray(25))).toEqual(sorted(labels.subarray(25)));
    labels.forEach((label, i) => {
      if (label < 0) expect(shuffled[i]).toBe(-1);
    });
  }
  expect(labels).toEqual(before);
});

test("every label reaches every cell equally often", () => {
  const shuffle = labelShuffler(Int32Array.from([0, 1, 2]), undefined, createRandom(2));
  const counts = new Float64Array(9);
  for (let k = 0; k < 9000; k++) {
    shuffle().forEach((label, i) => {
      counts[i * 3 + label]++;
    });
  }
  // Five standard errors of 3000.
  for (const count of counts) expect(Math.abs(count - 3000)).toBeLessThan(5 * Math.sqrt(2000));
});

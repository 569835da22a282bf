import { expect, test } from "vitest";
import { kMeans } from "../../src/cluster/kMeans.ts";
import { createRandom } from "../../src/core/random.ts";
import { adjustedRandIndex } from "../../src/math/statistics/agreement.ts";
import { blobs, countLabels, members } from "./points.ts";

test("separate blobs are found", () => {
  const { labels } = kMeans(blobs(300, 3, { k: 4 }), 4, { restarts: 3 }, createRandom(1));
  expect(adjustedRandIndex(labels, members(300, 4))).toBe(1);
});

test("each centroid is the mean of its points, and the inertia is their squared distance", () => {
  const points = blobs(100, 2, { k: 5, spread: 2 });
  const { labels, centroids, inertia } = kMeans(points, 5, { tolerance: 0 }, createRandom(1));
  let sum = 0;
  for (let c = 0; c < 5; c++) {
    for (let u = 0; u < 2; u++) {
      const own = [...labels.keys()].filter((i) => labels[i] === c).map((i) => points.values[2 * i + u]);
      const mean = own.reduce((total, value) => total + value, 0) / own.length;
      expect(centroids.values[2 * c + u]).toBeCloseTo(mean, 10);
      sum += own.reduce((total, value) => total + (value - mean) ** 2, 0);
    }
  }
  expect(inertia).toBeCloseTo(sum, 8);
});

test("more restarts never give more inertia", () => {
  const points = blobs(200, 2, { k: 12, spread: 1 });
  const once = kMeans(points, 12, { restarts: 1 }, createRandom(3)).inertia;
  expect(kMeans(points, 12, { restarts: 8 }, createRandom(3)).inertia).toBeLessThanOrEqual(once);
});

test("the same seed gives the same labels", () => {
  const points = blobs(80, 2, { spread: 3 });
  expect(kMeans(points, 6, {}, createRandom(5))).toEqual(kMeans(points, 6, {}, createRandom(5)));
});

test("equal points still fill every cluster", () => {
  const points = { rows: 7, columns: 2, values: new Float64Array(14).fill(3) };
  expect(countLabels(kMeans(points, 4, {}, createRandom(1)).labels)).toBe(4);
});

test("as many clusters as points leaves each alone", () => {
  expect(countLabels(kMeans(blobs(9, 2), 9, {}, createRandom(1)).labels)).toBe(9);
});

test("more clusters than points are refused", () => {
  expect(() => kMeans(blobs(3, 2), 4, {}, createRandom(1))).toThrow(/expected 1 to 3 clusters for 3 cells, got 4/);
});

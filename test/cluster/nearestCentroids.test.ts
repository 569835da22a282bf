import { expect, test } from "vitest";
import { centroidSearch, nearestCentroidOf } from "../../src/cluster/nearestCentroids.ts";
import { createRandom } from "../../src/core/random.ts";
import { blobs } from "./points.ts";

test("bounds on the other centroids skip none that is nearest, while centroids move", () => {
  const [n, d, clusters] = [200, 5, 6];
  const rng = createRandom(7);
  const points = blobs(n, d, { k: clusters, spread: 1.5 }).values as Float64Array;
  const centroids = points.slice(0, clusters * d);
  const search = centroidSearch(points, d, clusters);
  const { labels, distances, others } = search;
  for (let round = 0; round < 12; round++) {
    search.assign(centroids);
    for (let i = 0; i < n; i++) {
      const squares = Array.from({ length: clusters }, (_, c) => {
        let sum = 0;
        for (let u = 0; u < d; u++) sum += (points[i * d + u] - centroids[c * d + u]) ** 2;
        return sum;
      });
      expect(labels[i]).toBe(squares.indexOf(Math.min(...squares)));
      expect(distances[i]).toBe(squares[labels[i]]);
    }
    // Ever smaller moves, so that in later rounds most points are decided by their bound.
    const moves = Array.from({ length: clusters }, () => {
      return Array.from({ length: d }, () => rng.normal() / 2 ** round);
    });
    centroids.forEach((value, at) => {
      centroids[at] = value + moves[Math.floor(at / d)][at % d];
    });
    const farthest = Math.max(...moves.map((move) => Math.hypot(...move)));
    for (let i = 0; i < n; i++) others[i] -= farthest;
  }
});

test.each([
  [1, 1],
  [3, 4],
  [2, 5],
])("the first of equal centroids is taken, in %i dimensions of %i centroids", (d, clusters) => {
  const points = { rows: 8200, columns: d, values: new Float64Array(8200 * d).fill(1) };
  const centroids = new Float64Array(clusters * d).fill(3);
  expect(nearestCentroidOf(points, centroids).every((label) => label === 0)).toBe(true);
  centroids.fill(2, (clusters - 1) * d);
  expect(nearestCentroidOf(points, centroids).every((label) => label === clusters - 1)).toBe(true);
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kMeans } from "../../../src/cluster/kMeans.ts";
import { fullMixture } from "../../../src/cluster/mixture/fullMixture.ts";
import { createRandom } from "../../../src/core/random.ts";
import { adjustedRandIndex } from "../../../src/math/statistics/agreement.ts";
import { blobs } from "../points.ts";

/** Written by scripts/reference/cellcharter.py. */
const fixture: {
  readonly points: readonly (readonly number[])[];
  readonly started: readonly number[];
  readonly labels: readonly number[];
  readonly mean_log_likelihood: number;
} = JSON.parse(readFileSync("fixtures/methods/cellcharter-mixture.json", "utf8"));
const n = fixture.points.length;
const points = { rows: n, columns: 2, values: Float64Array.from(fixture.points.flat()) };

test("from the partition of k-means EM goes to the mixture of scikit-learn", async () => {
  const started = kMeans(points, 3, { trials: 1 }, createRandom(1)).labels;
  expect(adjustedRandIndex(started, Int32Array.from(fixture.started))).toBeGreaterThan(0.97);
  const { labels, logLikelihood, covariance, posterior } = await fullMixture(points, 3, createRandom(1));
  expect(adjustedRandIndex(labels, Int32Array.from(fixture.labels))).toBeGreaterThan(0.97);
  expect(adjustedRandIndex(labels, Int32Array.from(fixture.started))).toBeLessThan(0.96);
  expect(logLikelihood / n).toBeCloseTo(fixture.mean_log_likelihood, 2);
  expect(covariance).toBe("full");
  expect(posterior.columns).toBe(3);
});

test("the same seed gives the same bytes", async () => {
  const many = blobs(200, 4, { k: 6, spread: 2 });
  const of = async (seed: number) => (await fullMixture(many, 6, createRandom(seed))).posterior.values;
  expect(await of(3)).toEqual(await of(3));
  expect(await of(3)).not.toEqual(await of(4));
});

test("equal points, and fewer points than dimensions, are regularised", async () => {
  const equal = { rows: 8, columns: 3, values: new Float64Array(24).fill(2) };
  expect((await fullMixture(equal, 2, createRandom(0))).logLikelihood).toBeGreaterThan(0);
  const { labels } = await fullMixture(blobs(12, 20), 3, createRandom(0));
  expect(new Set(labels).size).toBe(3);
});

test("where a millionth is lost in a covariance of large numbers, as much as it takes is added", async () => {
  const { values } = blobs(30, 1, { k: 2 });
  // Two columns that are the same but for their last digits, of a variance that 1e-6 does not change.
  const twice = Float64Array.from({ length: 60 }, (_, e) => 1e8 * values[e >> 1]);
  const { labels, covariances } = await fullMixture({ rows: 30, columns: 2, values: twice }, 2, createRandom(0));
  expect(labels).toHaveLength(30);
  expect(covariances.every(Number.isFinite)).toBe(true);
});

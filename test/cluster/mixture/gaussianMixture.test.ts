import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Covariance } from "../../../src/cluster/mixture/covarianceModels.ts";
import { gaussianMixture, likeliestOf, posteriorOf } from "../../../src/cluster/mixture/gaussianMixture.ts";
import { largestOfRows } from "../../../src/cluster/partition.ts";
import { adjustedRandIndex } from "../../../src/math/statistics/agreement.ts";
import { blobs, countLabels, members } from "../points.ts";

interface Case {
  readonly covariance: Covariance;
  readonly start: number[];
  readonly weights: number[];
  readonly means: number[];
  readonly covariances: number[];
  readonly posterior: number[];
  readonly logLikelihood: number;
  readonly bic: number;
}
const fixture = JSON.parse(readFileSync("fixtures/cluster.json", "utf8")).mixture;
const cases: Case[] = fixture.cases;
const shapes: Covariance[] = ["tied", "full", "diagonal"];

function expectNear(ours: ArrayLike<number>, theirs: number[], tolerance: number): void {
  expect(ours.length).toBe(theirs.length);
  const worst = theirs.reduce((largest, value, at) => Math.max(largest, Math.abs(ours[at] - value)), 0);
  expect(worst).toBeLessThan(tolerance);
}

describe.each(cases)("a $covariance mixture from the same start", (expected) => {
  const values = Object.freeze(fixture.points);
  const points = { rows: values.length / fixture.columns, columns: fixture.columns, values: Float64Array.from(values) };
  const fit = gaussianMixture(points, Int32Array.from(expected.start), {
    clusters: 3,
    covariance: expected.covariance,
    tolerance: 1e-16,
    iterations: 20_000,
  });

  test("is scikit-learn's", () => {
    // Both run until rounding stops them, so that the stopping rules play no part.
    expectNear(fit.weights, expected.weights, 1e-6);
    expectNear(fit.means.values, expected.means, 1e-6);
    expectNear(fit.covariances, expected.covariances, 1e-6);
    expectNear(fit.posterior.values, expected.posterior, 1e-6);
    expect(Math.abs(fit.logLikelihood - expected.logLikelihood)).toBeLessThan(1e-6);
    expect(Math.abs(fit.bic - expected.bic)).toBeLessThan(1e-6);
  });

  test("has posteriors that add up to one", () => {
    for (let i = 0; i < points.rows; i++) {
      const row = [0, 1, 2].map((k) => fit.posterior.values[3 * i + k]);
      expect(row[0] + row[1] + row[2]).toBeCloseTo(1, 12);
    }
  });
});

test.each(shapes)("%s: a larger shift of all points changes nothing but the means", (covariance) => {
  const points = blobs(90, 3);
  const moved = { ...points, values: points.values.map((value) => value + 1000) };
  const start = members(90);
  const here = gaussianMixture(points, start, { clusters: 3, covariance });
  const there = gaussianMixture(moved, start, { clusters: 3, covariance });
  expect(there.labels).toEqual(here.labels);
  expect(there.logLikelihood).toBeCloseTo(here.logLikelihood, 6);
  expect(there.means.values[0] - here.means.values[0]).toBeCloseTo(1000, 8);
});

test.each(shapes)("%s: more rounds never lower the likelihood", (covariance) => {
  const points = blobs(120, 2, { k: 4, spread: 3 });
  let last = Number.NEGATIVE_INFINITY;
  for (const iterations of [1, 2, 4, 8, 16, 32]) {
    const { logLikelihood } = gaussianMixture(points, members(120, 4), { clusters: 4, covariance, iterations });
    expect(logLikelihood).toBeGreaterThanOrEqual(last - 1e-9);
    last = logLikelihood;
  }
});

test.each(shapes)("%s: a start that says nothing still fills every cluster", (covariance) => {
  // Each start cluster is a copy of the others, so EM moves none away from the common mean.
  const base = blobs(20, 2);
  const values = Float64Array.from([...base.values, ...base.values, ...base.values]);
  const start = Int32Array.from({ length: 60 }, (_, i) => Math.floor(i / 20));
  const { labels } = gaussianMixture({ rows: 60, columns: 2, values }, start, { clusters: 3, covariance });
  expect(countLabels(labels)).toBe(3);
});

test.each(shapes)("%s: equal points and a component on one point are regularised", (covariance) => {
  const equal = { rows: 6, columns: 2, values: new Float64Array(12).fill(1) };
  expect(countLabels(gaussianMixture(equal, members(6), { clusters: 3, covariance }).labels)).toBe(3);
  const alone = gaussianMixture(blobs(5, 4, { k: 2 }), Int32Array.of(0, 1, 2, 3, 4), { clusters: 5, covariance });
  expect(countLabels(alone.labels)).toBe(5);
  expect(Number.isFinite(alone.logLikelihood)).toBe(true);
});

test("separate blobs are kept, and one cluster takes everything", () => {
  const points = blobs(150, 3);
  expect(adjustedRandIndex(gaussianMixture(points, members(150), { clusters: 3 }).labels, members(150))).toBe(1);
  expect(gaussianMixture(points, new Int32Array(150), { clusters: 1 }).labels).toEqual(new Int32Array(150));
});

test("a start with an empty cluster or a label out of range is refused", () => {
  expect(() => gaussianMixture(blobs(4, 2), Int32Array.of(0, 0, 2, 2), { clusters: 3 })).toThrow(/got none in 1/);
  expect(() => gaussianMixture(blobs(2, 2), Int32Array.of(0, 2), { clusters: 2 })).toThrow(/below 2, got 2/);
});

test.each(shapes)("the likeliest component of other cells is that of largest probability (%s)", (covariance) => {
  const start = members(60, 3);
  const mixture = gaussianMixture(blobs(60, 4, { k: 3, spread: 2 }), start, { clusters: 3, covariance });
  const others = blobs(200, 4, { k: 5, spread: 4 });
  expect(likeliestOf(mixture, others)).toEqual(largestOfRows(posteriorOf(mixture, others), 3));
});

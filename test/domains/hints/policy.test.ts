import { expect, test } from "vitest";
import { wholeSections } from "../../../src/domains/annotation/annotateSections.ts";
import { hintPolicy } from "../../../src/domains/hints/policy.ts";
import { policies } from "../../../src/domains/policy.ts";

// A change of any of these changes the figures of docs/benchmarks.md, which have to be measured anew.

test("domains from labels of a few cells have the settings that the published figures were measured with", () => {
  expect(hintPolicy).toEqual({
    ensemble: {
      multiples: [1, 1.5, 2, 3],
      components: { few: [10, 15, 20], many: [15], manyCells: 20_000 },
      expression: { smoothed: 50, clustered: 15 },
      rounds: [2, 4],
      wardSample: 1500,
      fitAbove: 5000,
      settled: 0.001,
      fitRounds: 10,
      ridge: 0.001,
      neighbors: 25,
    },
    kernel: { gaussianWeight: 0.3, length: 1, nearWeight: 0.5, reach: 0.15, noise: 0.3, most: 600 },
    mixture: {
      ...{ hintWeight: 20, field: 2, touching: 6, rounds: 20, settled: 1e-4, fitAbove: 10_000, fieldRounds: 2 },
      ...{ ridge: 0.02, kernelWeight: 2 },
    },
    labelFree: { prior: 1, good: 0.98, other: 0.9, missedByBoth: 0.5, foretold: 2 },
    unlabelled: { anchors: 10 },
    next: { candidates: 1500, undisputed: 0.01, apart: 6 },
  });
});

test("labels of whole sections weigh as much as the cells without, and have the other settings of a few labels", () => {
  expect(wholeSections).toEqual({ ...hintPolicy, mixture: { ...hintPolicy.mixture, hintWeight: 1 } });
});

test("kinds and the pool have the settings that the published figures were measured with", () => {
  const { candidates, consensus, kinds } = policies.pool;
  expect({ kinds, families: candidates.families, best: consensus.best, ofOne: consensus.ofOne }).toEqual({
    kinds: {
      ...{ most: 4, alike: 0.9, leastSupport: 0.05 },
      families: {
        smoothed: {
          rounds: [2, 4],
          neighbors: [],
          averaged: { few: Number.POSITIVE_INFINITY, many: 50, manyCells: 50_000 },
          components: { few: [12, 20], many: [15], manyCells: 2000 },
        },
        factors: { ranks: [[0, 30]], components: 60, rounds: [2, 4], beyond: 3 },
      },
    },
    families: {
      pooled: ["autocorrelation factors"],
      leastSection: 500,
      restarts: 1,
      smoothed: {
        rounds: [1, 2, 4],
        neighbors: [6],
        averaged: { few: Number.POSITIVE_INFINITY, many: 50, manyCells: 50_000 },
        components: { few: [12, 20], many: [15], manyCells: 2000 },
      },
      factors: {
        ranks: [
          [0, 12],
          [0, 30],
          [12, 36],
        ],
        components: 60,
        rounds: [2, 4],
        beyond: 3,
      },
    },
    best: 0.5,
    ofOne: "equalFamilies",
  });
});

import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { findDomains } from "../../src/domains/domains.ts";
import { always, type CandidatePolicy, policies } from "../../src/domains/policy.ts";

/** Cells at random in a square, and an embedding of `k` bands in 24 columns with so much noise. */
function bands(n: number, { k = 3, noise = 1, seed = 1 } = {}): { positions: Matrix; embedding: Matrix } {
  const rng = createRandom(seed);
  const positions = Float64Array.from({ length: 2 * n }, () => rng.uniform());
  const values = new Float64Array(24 * n);
  for (let i = 0; i < n; i++) {
    const band = Math.floor(k * positions[2 * i]);
    for (let u = 0; u < 24; u++) values[24 * i + u] = (u % k === band ? 1 : 0) + noise * rng.normal();
  }
  return {
    positions: { rows: n, columns: 2, values: positions },
    embedding: { rows: n, columns: 24, values },
  };
}

/** Domains by the default policy with fewer or smaller fits. */
function domainsOf(n: number, count: number, changes: Partial<CandidatePolicy>, noise = 1) {
  const { positions, embedding } = bands(n, { noise });
  const policy = { ...policies.default, candidates: { ...policies.default.candidates, ...changes } };
  return findDomains({ embeddings: [embedding], positions, count }, { policy }, createRandom(1));
}

const quick = { restarts: 0, wardSampleAbove: 200, fitAbove: 200 };

describe("numbers of components that mixtures are fitted on", () => {
  test.each([
    [120, [10, 12, 15, 18, 20]],
    [1999, [10, 12, 15, 18, 20]],
    [2000, [12, 15, 20]],
  ])("of %i cells are %j", async (n, components) => {
    const { partitions } = await domainsOf(n, 3, quick);
    expect(partitions.map((partition) => partition.components)).toEqual(components);
  });
});

describe("neighbours whose labels refine a domain", () => {
  test.each([
    [499, { neighbors: 0, rounds: 1 }],
    [500, { neighbors: 25, rounds: 1 }],
    [1999, { neighbors: 25, rounds: 1 }],
    [2000, { neighbors: 25, rounds: 2 }],
  ])("of %i cells are %j", async (n, expected) => {
    const { refinement } = await domainsOf(n, 3, { ...quick, components: always([6]) });
    expect(refinement).toEqual(expected);
  });
});

test("a domain is unstable when its mean Jaccard index is below one half", async () => {
  const { domains } = await domainsOf(200, 5, { components: always([8, 12]) }, 2);
  const found = domains.map(({ stability }) => stability);
  // Without both kinds the threshold would be anywhere.
  expect(found.some((each) => each > 0.25 && each < 0.5)).toBe(true);
  expect(found.some((each) => each > 0.5 && each < 0.75)).toBe(true);
  expect(domains.map(({ weak }) => weak)).toEqual(found.map((each) => each < 0.5));
});

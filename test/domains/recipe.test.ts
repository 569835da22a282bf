import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { findDomains } from "../../src/domains/domains.ts";

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

describe("numbers of components that mixtures are fitted on", () => {
  const quick = { restarts: 0, sampleAbove: 200, fitAbove: 200 };
  test.each([
    [120, [10, 12, 15, 18, 20]],
    [1999, [10, 12, 15, 18, 20]],
    [2000, [12, 15, 20]],
  ])("of %i cells are %j", async (n, components) => {
    const { positions, embedding } = bands(n);
    const { partitions } = await findDomains([embedding], positions, 3, quick, createRandom(1));
    expect(partitions.map((partition) => partition.components)).toEqual(components);
  });
});

describe("neighbours whose labels refine a domain", () => {
  const quick = { components: [6], restarts: 0, sampleAbove: 200, fitAbove: 200 };
  test.each([
    [499, { voters: 0, rounds: 1 }],
    [500, { voters: 25, rounds: 1 }],
    [1999, { voters: 25, rounds: 1 }],
    [2000, { voters: 25, rounds: 2 }],
  ])("of %i cells are %j", async (n, expected) => {
    const { positions, embedding } = bands(n);
    const { vote } = await findDomains([embedding], positions, 3, quick, createRandom(1));
    expect(vote).toEqual(expected);
  });
});

test("a domain is unstable when its mean Jaccard index is below one half", async () => {
  const { positions, embedding } = bands(200, { noise: 2 });
  const { domains } = await findDomains([embedding], positions, 5, { components: [8, 12] }, createRandom(1));
  const found = domains.map(({ stability }) => stability);
  // Without both kinds the threshold would be anywhere.
  expect(found.some((each) => each > 0.25 && each < 0.5)).toBe(true);
  expect(found.some((each) => each > 0.5 && each < 0.75)).toBe(true);
  expect(domains.map(({ weak }) => weak)).toEqual(found.map((each) => each < 0.5));
});

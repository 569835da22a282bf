import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { averageRanks, rankSums, rankSumsAgainst } from "../../../src/math/statistics/ranks.ts";

const fixture: { values: number[]; ranks: number[] } = JSON.parse(
  readFileSync("fixtures/analysis-statistics.json", "utf8"),
).ranks;

test("average ranks equal scipy's", () => {
  expect([...averageRanks(Object.freeze(fixture.values))]).toEqual(fixture.ranks);
  expect([...averageRanks([])]).toEqual([]);
});

/** A column with ties, zeros stored and not, and both signs; and its rows in three groups. */
function column(seed: number, n: number, zeroShare: number) {
  const rng = createRandom(seed);
  const dense = Float32Array.from({ length: n }, () => (rng.uniform() < zeroShare ? 0 : rng.integer(9) - 3));
  const group = Uint32Array.from({ length: n }, () => rng.integer(3));
  const stored = [...dense.keys()].filter((i) => dense[i] !== 0 || rng.uniform() < 0.2);
  const sizes = [0, 1, 2].map((g) => group.filter((code) => code === g).length);
  return {
    dense,
    group,
    column: { values: Float32Array.from(stored, (i) => dense[i]), groups: stored.map((i) => group[i]), sizes },
  };
}

function tiesOf(values: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (const value of Array.from(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].reduce((sum, t) => sum + t ** 3 - t, 0);
}

describe("rank sums of a sparse column", () => {
  const settings = [0, 0.5, 1].flatMap((zeros) => [1, 2, 40].map((n) => ({ zeros, n })));

  test.each(settings)("equal those of the dense column of $n rows with $zeros zeros", ({ zeros, n }) => {
    const { dense, group, column: sparse } = column(n + zeros, n, zeros);
    const ranks = averageRanks(dense);
    const { sums, ties } = rankSums(sparse);
    for (let g = 0; g < 3; g++) {
      expect(sums[g]).toBe(ranks.reduce((sum, rank, i) => sum + (group[i] === g ? rank : 0), 0));
      expect(ties[g]).toBe(tiesOf(dense));
    }
  });

  test.each(settings)(
    "against one group equal those of the two groups alone, $n rows, $zeros zeros",
    ({ zeros, n }) => {
      const { dense, group, column: sparse } = column(7 * n + zeros, n, zeros);
      const { sums, ties } = rankSumsAgainst(sparse, 1);
      for (const g of [0, 2]) {
        const rows = [...dense.keys()].filter((i) => group[i] === g || group[i] === 1);
        const ranks = averageRanks(rows.map((i) => dense[i]));
        expect(sums[g]).toBe(rows.reduce((sum, i, r) => sum + (group[i] === g ? ranks[r] : 0), 0));
        expect(ties[g]).toBe(tiesOf(rows.map((i) => dense[i])));
      }
    },
  );

  test("values that differ in the last bit are no ties", () => {
    const groups = [0, 1, 0, 1];
    const values = Float32Array.from([1, 1 + 2 ** -23, -1, -1 - 2 ** -23]);
    expect([...rankSums({ values, groups, sizes: [2, 2] }).sums]).toEqual([5, 5]);
    expect(rankSums({ values, groups, sizes: [2, 2] }).ties[0]).toBe(0);
  });
});

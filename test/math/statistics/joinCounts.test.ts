import { expect, test } from "vitest";
import { joinCountMoments } from "../../../src/math/statistics/joinCounts.ts";

const edges = [
  [0, 1],
  [1, 2],
  [2, 0],
  [2, 3],
  [3, 4],
  [4, 5],
  [1, 4],
];

/** All orders of the labels. */
function* orders(labels: readonly number[]): Generator<number[]> {
  if (labels.length === 0) yield [];
  for (const [i, first] of labels.entries()) {
    for (const rest of orders(labels.filter((_, at) => at !== i))) yield [first, ...rest];
  }
}

test.each([[[0, 0, 1, 1, 2, 2]], [[0, 0, 0, 0, 1, 2]], [[0, 0, 0, 1, 1, 1]], [[0, 0, 0, 0, 0, 1]]])(
  "moments are those over all permutations of %j",
  (labels) => {
    const groups = 3;
    const sums = new Float64Array(groups * groups);
    const squares = new Float64Array(groups * groups);
    let count = 0;
    for (const order of orders(labels)) {
      const joins = new Float64Array(groups * groups);
      for (const [i, j] of edges) {
        joins[order[i] * groups + order[j]]++;
        if (order[i] !== order[j]) joins[order[j] * groups + order[i]]++;
      }
      joins.forEach((value, pair) => {
        sums[pair] += value;
        squares[pair] += value * value;
      });
      count++;
    }
    expect(count).toBe(720);
    const degrees = [0, 1, 2, 3, 4, 5].map((i) => edges.filter((edge) => edge.includes(i)).length);
    const adjacent = degrees.reduce((total, d) => total + d * (d - 1), 0);
    const sizes = [0, 1, 2].map((group) => labels.filter((label) => label === group).length);
    const { means, variances } = joinCountMoments({ nodes: 6, edges: edges.length, adjacent }, sizes);
    sums.forEach((total, pair) => {
      expect(means[pair]).toBeCloseTo(total / count, 12);
      expect(variances[pair]).toBeCloseTo(squares[pair] / count - (total / count) ** 2, 12);
    });
  },
);

test("a graph without edges, and one of fewer nodes than a pair of edges has", () => {
  expect([...joinCountMoments({ nodes: 2, edges: 0, adjacent: 0 }, [1, 1]).means]).toEqual([0, 0, 0, 0]);
  const { means, variances } = joinCountMoments({ nodes: 2, edges: 1, adjacent: 0 }, [1, 1]);
  expect([...means]).toEqual([0, 1, 1, 0]);
  expect([...variances]).toEqual([0, 0, 0, 0]);
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { cutTree, wardTree } from "../../src/cluster/ward.ts";
import { wardPartition } from "../../src/cluster/wardPartition.ts";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { adjustedRandIndex } from "../../src/math/statistics/agreement.ts";
import { blobs, countLabels, members } from "./points.ts";

interface Case {
  readonly name: string;
  readonly columns: number;
  readonly points: number[];
  readonly linkage: number[];
  readonly cuts: Record<string, number[]>;
}
const fixture = JSON.parse(readFileSync("fixtures/cluster.json", "utf8"));
const cases: Case[] = fixture.ward;

describe.each(cases)("Ward's tree of $name", ({ columns, points, linkage, cuts }) => {
  const tree = wardTree({ rows: points.length / columns, columns, values: Float64Array.from(points) });

  test("has scipy's heights and sizes", () => {
    for (let m = 0; m < tree.heights.length; m++) {
      // Relative to the height of the root: equal points merge at zero up to rounding.
      const tolerance = 1e-9 * (1 + tree.heights[tree.heights.length - 1]);
      expect(Math.abs(tree.heights[m] - linkage[4 * m + 2])).toBeLessThan(tolerance);
    }
    expect(tree.sizes.at(-1)).toBe(tree.leaves);
  });

  test("cuts into scikit-learn's clusters", () => {
    for (const [clusters, labels] of Object.entries(cuts)) {
      const ours = cutTree(tree, Number(clusters));
      expect(countLabels(ours)).toBe(Number(clusters));
      expect(adjustedRandIndex(ours, Int32Array.from(labels))).toBe(1);
    }
  });
});

test("the nodes of a tree without ties are scipy's", () => {
  const { columns, points, linkage } = cases[0];
  const tree = wardTree({ rows: points.length / columns, columns, values: Float64Array.from(points) });
  const nodes = Array.from(tree.left, (left, m) => [left, tree.right[m], tree.sizes[m]]);
  expect(nodes).toEqual(nodes.map((_, m) => [linkage[4 * m], linkage[4 * m + 1], linkage[4 * m + 3]]));
});

test("heights ascend on a lattice, where all is tied, and nodes come after their parts", () => {
  const values = Float64Array.from(fixture.lattice.points as number[]);
  const { heights, left, right, leaves } = wardTree({ rows: values.length / 2, columns: 2, values });
  for (let m = 1; m < heights.length; m++) expect(heights[m]).toBeGreaterThanOrEqual(heights[m - 1]);
  left.forEach((node, m) => {
    expect(Math.max(node, right[m])).toBeLessThan(leaves + m);
  });
});

/** Heights of the chain of nearest neighbours, each found by comparing all clusters: ties to the one before, then to the first. */
function plainHeights(points: Matrix): number[] {
  const { rows: n, columns: d } = points;
  const clusters = Array.from({ length: n }, (_, i) => ({
    size: 1,
    centre: Array.from(points.values.subarray(i * d, (i + 1) * d)),
  }));
  const distance = (a: number, b: number) => {
    const [x, y] = [clusters[a], clusters[b]];
    const sum = x.centre.reduce((total, value, u) => total + (value - y.centre[u]) ** 2, 0);
    return (2 * x.size * y.size * sum) / (x.size + y.size);
  };
  const living = new Set(clusters.keys());
  const heights: number[] = [];
  const chain: number[] = [];
  while (living.size > 1) {
    if (chain.length === 0) chain.push(Math.min(...living));
    const [before, x] = [chain.at(-2), chain[chain.length - 1]];
    let nearest = before;
    for (const y of [...living].sort((a, b) => a - b)) {
      if (y !== x && (nearest === undefined || distance(x, y) < distance(x, nearest))) nearest = y;
    }
    if (nearest === undefined) break;
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    heights.push(Math.sqrt(distance(x, nearest)));
    const [from, to] = [Math.min(x, nearest), Math.max(x, nearest)].map((at) => clusters[at]);
    to.centre = to.centre.map((value, u) => (from.size * from.centre[u] + to.size * value) / (from.size + to.size));
    to.size += from.size;
    living.delete(Math.min(x, nearest));
    chain.length -= 2;
  }
  return heights.sort((a, b) => a - b);
}

test.each([1, 3, 4, 5, 9])("a search that passes over far clusters finds the nearest in %i dimensions", (d) => {
  const rng = createRandom(d);
  const points = { rows: 200, columns: d, values: Float64Array.from({ length: 200 * d }, () => rng.normal()) };
  const { heights } = wardTree(points);
  plainHeights(points).forEach((height, m) => {
    expect(Math.abs(heights[m] - height)).toBeLessThan(1e-9 * (1 + height));
  });
});

test("of clusters at one place the first are joined first", () => {
  const values = Float64Array.from({ length: 300 }, (_, at) => at % 3);
  const { left, right, heights } = wardTree({ rows: 300, columns: 1, values });
  expect(heights.filter((height) => height === 0)).toHaveLength(297);
  expect([left[0], right[0]]).toEqual([0, 3]);
});

test("one point and two points have trees", () => {
  expect(cutTree(wardTree(blobs(1, 3)), 1)).toEqual(Int32Array.of(0));
  expect(cutTree(wardTree(blobs(2, 3)), 2)).toEqual(Int32Array.of(0, 1));
});

test("no points, and more clusters than points, are refused", () => {
  expect(() => wardTree(blobs(0, 3))).toThrow(/at least one cell/);
  expect(() => cutTree(wardTree(blobs(4, 3)), 5)).toThrow(/expected 1 to 4 clusters, got 5/);
});

test("a tree on a sample finds the blobs that the whole tree finds", () => {
  const points = blobs(600, 4, { k: 5 });
  const sampled = wardPartition(points, 5, { sampleAbove: 100 }, createRandom(1));
  expect(adjustedRandIndex(sampled, members(600, 5))).toBe(1);
  expect(sampled).toEqual(wardPartition(points, 5, { sampleAbove: 100 }, createRandom(1)));
});

test("a sampled partition keeps every cluster, however many", () => {
  expect(countLabels(wardPartition(blobs(200, 2), 50, { sampleAbove: 60 }, createRandom(2)))).toBe(50);
});

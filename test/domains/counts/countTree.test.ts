import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { countTree, splitsOf, treeOf } from "../../../src/domains/counts/countTree.ts";
import { levelPartitions } from "../../../src/domains/counts/levelPartitions.ts";
import { policies } from "../../../src/domains/policy.ts";
import { normalizedMutualInformation } from "../../../src/math/statistics/agreement.ts";
import { recordedTask } from "../../recordedTask.ts";

const level = (text: string, stability: readonly number[]) => ({
  labels: Int32Array.from(text.split("").map(Number)),
  stability,
});

test("the parent of a domain is the one that most of its cells come from, and its share the part that does", () => {
  const [first, second, third] = treeOf([
    level("0000001111", [0.9, 0.8]),
    level("0000201112", [1, 1, 0.4]),
    level("0033201112", [1, 1, 0.5, 0.6]),
  ]);
  expect(first.nodes).toEqual([
    { cells: 6, stability: 0.9, parent: -1, share: Number.NaN },
    { cells: 4, stability: 0.8, parent: -1, share: Number.NaN },
  ]);
  expect(first.nested).toBeNaN();
  // Of equals the first one is the parent.
  expect(second.nodes[2]).toEqual({ cells: 2, stability: 0.4, parent: 0, share: 0.5 });
  expect(second.nested).toBeCloseTo(0.9, 12);
  expect(splitsOf(second)).toEqual([{ parent: 0, into: [0, 2] }]);
  expect(third.nodes.map(({ parent }) => parent)).toEqual([0, 1, 2, 0]);
  expect(third.nested).toBe(1);
  expect(splitsOf(third)).toEqual([{ parent: 0, into: [0, 3] }]);
  expect(splitsOf(first)).toEqual([]);
});

/** Four bands; the first two differ less from each other than from the rest, and so do the last two. */
function bands(n: number) {
  const rng = createRandom(4);
  const centres = Float64Array.from({ length: 4 * 8 }, () => 2 * rng.normal());
  const positions = new Float64Array(2 * n);
  const values = new Float64Array(n * 8);
  const band = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    positions[2 * i] = rng.uniform();
    positions[2 * i + 1] = rng.uniform();
    band[i] = Math.floor(4 * positions[2 * i]);
    const half = band[i] < 2 ? 0 : 2;
    for (let u = 0; u < 8; u++) {
      values[i * 8 + u] = 2 * centres[half * 8 + u] + 0.5 * centres[band[i] * 8 + u] + 0.5 * rng.normal();
    }
  }
  const matrix = (columns: number, of: Float64Array) => ({ rows: n, columns, values: of });
  return { embedding: matrix(8, values), positions: matrix(2, positions), band };
}

const { default: standard } = policies;
const refinement = { ...standard.refinement, leastSection: 0, neighbors: 8 };
const policy = { ...standard, refinement, count: { ...standard.count, tree: { components: [4, 6], beyond: 3 } } };

test("halves of a tissue split into their bands, and a level that is known stays as it is", async () => {
  const { embedding, positions, band } = bands(600);
  const given = { labels: band, stability: [0.1, 0.2, 0.3, 0.4] };
  const known = new Map([[4, given]]);
  const tree = await countTree({ embedding, positions }, [2, 3, 4], known, policy, createRandom(1));
  expect(tree.map(({ count }) => count)).toEqual([2, 3, 4]);
  const half = band.map((each) => (each < 2 ? 0 : 1));
  expect(normalizedMutualInformation(tree[0].labels, half)).toBeGreaterThan(0.9);
  expect(tree[2].labels).toBe(band);
  expect(tree[2].nodes.map(({ stability }) => stability)).toEqual(given.stability);
  expect(splitsOf(tree[1]).length).toBe(1);
  expect(tree[1].nested).toBeGreaterThan(0.95);
  for (const { nodes, labels } of tree) expect(nodes.reduce((sum, { cells }) => sum + cells, 0)).toBe(labels.length);
});

test("partitions of a sample reach all cells, with as many clusters as wanted, and the same seed gives the same", async () => {
  const { embedding, positions, band } = bands(900);
  const small = { ...policy, candidates: { ...policy.candidates, fitAbove: 300, wardSampleAbove: 100 } };
  const make = () => levelPartitions({ embedding, positions }, [2, 4], small, createRandom(2), recordedTask().task);
  const [two, four] = await make();
  expect([two.length, four.length]).toEqual([2, 2]);
  for (const labels of four) {
    expect(new Set(labels).size).toBe(4);
    expect(normalizedMutualInformation(labels, band)).toBeGreaterThan(0.8);
  }
  expect(await make()).toEqual([two, four]);
});

import { expect, test } from "vitest";
import { communitiesOfCount } from "../../src/cluster/communityCount.ts";
import { leiden } from "../../src/cluster/leiden.ts";
import { louvain } from "../../src/cluster/louvain.ts";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { fuzzyGraph } from "../../src/math/neighbors/fuzzyGraph.ts";
import { nearestRows } from "../../src/math/neighbors/nearestRows.ts";

/** Groups of 40 points each around centres far from each other. */
function groups(count: number): Matrix {
  const rng = createRandom(3);
  const values = Float64Array.from({ length: count * 80 }, (_, e) => 10 * Math.floor(e / 80) * (e % 2) + rng.normal());
  return { rows: count * 40, columns: 2, values };
}

const graph = fuzzyGraph(await nearestRows(groups(5), 14));

test.each([
  ["louvain", louvain],
  ["leiden", leiden],
] as const)("%s finds as many communities as wanted by its resolution", async (_, find) => {
  for (const count of [5, 7, 10]) {
    const { sizes, resolution } = await communitiesOfCount(graph, count, find, createRandom(0));
    expect(sizes.length).toBe(count);
    expect(resolution).toBeGreaterThan(0);
  }
});

test("where a number cannot be had, the nearest is returned and every cell keeps a label", async () => {
  // Five groups without an edge between them cannot be merged by any resolution.
  const { sizes, labels } = await communitiesOfCount(graph, 2, louvain, createRandom(0));
  expect(sizes.length).toBe(5);
  expect(labels.length).toBe(200);
});

test("the same seed gives the same communities", async () => {
  const labels = async () => (await communitiesOfCount(graph, 8, louvain, createRandom(4))).labels;
  expect(await labels()).toEqual(await labels());
});

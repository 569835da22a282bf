import { describe, expect, test } from "vitest";
import { pickRows } from "../../src/cluster/columns.ts";
import { modelBasedTree } from "../../src/cluster/modelBasedTree.ts";
import { cutTree } from "../../src/cluster/ward.ts";
import { createTask } from "../../src/core/task.ts";
import { adjustedRandIndex } from "../../src/math/statistics/agreement.ts";
import { recordedTask } from "../recordedTask.ts";
import { mclustCases } from "./mclustFixtures.ts";

const cases = mclustCases();

describe.each(cases)("of an embedding with $name", ({ points, cells, fits }) => {
  test("the tree cut at 4 and 11 clusters is that of R's hc", async () => {
    const tree = await modelBasedTree(cells ? pickRows(points, cells) : points);
    for (const fit of fits) expect(adjustedRandIndex(cutTree(tree, fit.clusters), fit.tree)).toBe(1);
    expect(fits.map(({ clusters }) => clusters)).toEqual([4, 11]);
  });
});

/** Leaves of each cluster, sorted. */
const clustersOf = (labels: Int32Array) =>
  [...new Set(labels)].map((label) => Array.from(labels.keys()).filter((i) => labels[i] === label));

test("equal cells are one cluster before any others are merged", async () => {
  const values = Float64Array.of(0, 0, 5, 1, 0, 0, 5.1, 1, 9, 9, 0, 0);
  const tree = await modelBasedTree({ rows: 6, columns: 2, values });
  expect(clustersOf(cutTree(tree, 4))).toEqual([[0, 2, 5], [1], [3], [4]]);
  expect(clustersOf(cutTree(tree, 3))).toEqual([[0, 2, 5], [1, 3], [4]]);
});

test("one cell is a tree, none is refused", async () => {
  expect(await modelBasedTree({ rows: 1, columns: 2, values: Float64Array.of(1, 2) })).toMatchObject({ leaves: 1 });
  await expect(modelBasedTree({ rows: 0, columns: 2, values: new Float64Array(0) })).rejects.toThrow(
    /at least one cell/,
  );
});

test("a tree reports how far it is, and ends when it is cancelled", async () => {
  const [{ points }] = cases;
  const { task, shares } = recordedTask();
  await modelBasedTree(points, { ...task, due: () => true });
  expect(shares().length).toBeGreaterThan(50);
  expect(shares().at(-1)).toBeLessThanOrEqual(1);
  const stopped = createTask("domains", { signal: AbortSignal.abort() });
  await expect(modelBasedTree(points, { ...stopped, due: () => true })).rejects.toMatchObject({ code: "cancelled" });
});

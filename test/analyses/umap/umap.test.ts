import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { trustworthiness } from "../../../src/analyses/umap/trustworthiness.ts";
import { umap } from "../../../src/analyses/umap/umap.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import type { WeightedGraph } from "../../../src/data/weightedGraph.ts";
import { fuzzyGraph } from "../../../src/math/neighbors/fuzzyGraph.ts";
import { nearestRows } from "../../../src/math/neighbors/nearestRows.ts";
import { testNeeding } from "../../needing.ts";
import { recordedTask } from "../../recordedTask.ts";
import { componentsOf, fuzzyGraphOf, hasTissue } from "../tissues.ts";

const { rows: n, columns, values } = JSON.parse(readFileSync("fixtures/neighbors.json", "utf8"));
const rows: Matrix = { rows: n, columns, values: Float32Array.from(values) };
const graph = fuzzyGraph(await nearestRows(rows, 14));
const expected: { groups: number; tissues: { file: string; reached: number }[] } = JSON.parse(
  readFileSync("fixtures/umap.json", "utf8"),
);

test("the map of the groups is as trustworthy as umap-learn's", async () => {
  const reached: number[] = [];
  for (const seed of [1, 2, 3, 4, 5]) {
    const { positions } = await umap(graph, {}, createRandom(seed));
    reached.push(await trustworthiness(rows, positions, { neighbors: 15 }));
  }
  expect(reached.sort((a, b) => a - b)[2]).toBeGreaterThan(expected.groups - 0.01);
});

for (const { file, reached } of expected.tissues) {
  testNeeding(
    "../shared/data/annotated",
    hasTissue(file),
    `the map of ${file} is as trustworthy as umap-learn's`,
    async () => {
      const components = await componentsOf(file);
      const { positions } = await umap(await fuzzyGraphOf(file));
      expect(await trustworthiness(components, positions, { neighbors: 15, cells: 1500 })).toBeGreaterThan(
        reached - 0.01,
      );
    },
  );
}

test("the same seed gives the same map, byte for byte, and another seed another", async () => {
  const [first, again, other] = [
    await umap(graph, { epochs: 50 }, createRandom(3)),
    await umap(graph, { epochs: 50 }, createRandom(3)),
    await umap(graph, { epochs: 50 }, createRandom(4)),
  ];
  expect(again).toEqual(first);
  expect(other.positions.values).not.toEqual(first.positions.values);
});

test("a map may start from given places, which stay as they were", async () => {
  const start = { rows: n, columns: 2, values: Float32Array.from({ length: 2 * n }, (_, e) => Math.sin(e)) };
  const before = start.values.slice();
  const { positions, epochs } = await umap(graph, { start, epochs: 200 });
  expect(start.values).toEqual(before);
  expect(epochs).toBe(200);
  expect(await trustworthiness(rows, positions)).toBeGreaterThan(0.9);
});

test("the graph stays as it was", async () => {
  const copy = { starts: graph.starts.slice(), targets: graph.targets.slice(), weights: graph.weights.slice() };
  await umap(graph, { epochs: 3 });
  expect(graph).toEqual(copy);
});

test("a least distance keeps cells apart", async () => {
  const nearest = async (minDistance: number) => {
    const { positions } = await umap(graph, { minDistance });
    const gaps = (await nearestRows(positions, 1)).distances.sort();
    return gaps[gaps.length >> 1];
  };
  expect(await nearest(0.8)).toBeGreaterThan(2 * (await nearest(0.01)));
});

test("progress ends at the whole", async () => {
  const { task, shares } = recordedTask();
  await umap(graph, { epochs: 60 }, createRandom(0), task);
  expect(shares().at(-1)).toBe(1);
});

test("a signal stops it", async () => {
  const controller = new AbortController();
  controller.abort();
  const { task } = recordedTask({ signal: controller.signal });
  await expect(umap(graph, {}, createRandom(0), task)).rejects.toMatchObject({ code: "cancelled" });
});

describe("graphs of few cells", () => {
  const path = (size: number): WeightedGraph => {
    const lists = Array.from({ length: size }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < size));
    const starts = new Uint32Array(size + 1);
    lists.forEach((list, i) => {
      starts[i + 1] = starts[i] + list.length;
    });
    const targets = Uint32Array.from(lists.flat());
    return { starts, targets, weights: new Float64Array(targets.length).fill(1) };
  };
  test.each([0, 1, 2, 3, 6])("%i cells have finite places", async (size) => {
    const { positions } = await umap(path(size));
    expect([positions.rows, positions.values.length]).toEqual([size, 2 * size]);
    expect(positions.values.every(Number.isFinite)).toBe(true);
  });
});

test("cells without neighbours, and groups that nothing joins, have finite places", async () => {
  const half = rows.values.map((x, e) => x + (e < (n / 2) * columns ? 500 : 0));
  const apart = fuzzyGraph(await nearestRows({ rows: n, columns, values: half }, 5));
  const starts = Uint32Array.from([...apart.starts, apart.starts[n], apart.starts[n]]);
  const { positions } = await umap({ ...apart, starts });
  expect(positions.values.every(Number.isFinite)).toBe(true);
});

test("options out of their range are refused", async () => {
  await expect(umap(graph, { epochs: 0 })).rejects.toThrow(/positive number of epochs, got 0/);
  await expect(umap(graph, { negatives: 1.5 })).rejects.toThrow(/positive number of negatives, got 1.5/);
  await expect(umap(graph, { minDistance: 2 })).rejects.toThrow(/from 0 to the spread of 1, got 2/);
  await expect(umap(graph, { spread: 0 })).rejects.toThrow(/spread above 0, got 0/);
  const start = { rows: n, columns: 3, values: new Float32Array(3 * n) };
  await expect(umap(graph, { start })).rejects.toThrow(/expected \[cells=160, axes=2\], got \[160, 3\]/);
  const bad = { rows: n, columns: 2, values: new Float32Array(2 * n).fill(Number.NaN) };
  await expect(umap(graph, { start: bad })).rejects.toThrow(/got NaN for cell 0/);
});

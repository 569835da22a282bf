import { expect, test } from "vitest";
import { spectralInit } from "../../../src/analyses/umap/spectralInit.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { WeightedGraph } from "../../../src/data/weightedGraph.ts";
import { symmetricEigen } from "../../../src/math/linearAlgebra/eigen.ts";
import { fuzzyGraph } from "../../../src/math/neighbors/fuzzyGraph.ts";
import { nearestRows } from "../../../src/math/neighbors/nearestRows.ts";

/** A ring of `sizes[0]` nodes, one of `sizes[1]`, and so on. */
function rings(sizes: readonly number[]): WeightedGraph {
  const lists: number[][] = [];
  for (const size of sizes) {
    const first = lists.length;
    for (let m = 0; m < size; m++) {
      const around = size === 1 ? [] : [first + ((m + 1) % size), first + ((m + size - 1) % size)];
      lists.push([...new Set(around)].sort((a, b) => a - b));
    }
  }
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, i) => {
    starts[i + 1] = starts[i] + list.length;
  });
  const targets = Uint32Array.from(lists.flat());
  return { starts, targets, weights: new Float64Array(targets.length).fill(1) };
}

test("the places are the second and third eigenvector of the normalised adjacency", async () => {
  const rng = createRandom(9);
  const values = Float64Array.from({ length: 600 }, () => rng.normal());
  const { starts, targets, weights } = fuzzyGraph(await nearestRows({ rows: 200, columns: 3, values }, 12));
  const n = starts.length - 1;
  const strengths = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let e = starts[i]; e < starts[i + 1]; e++) strengths[i] += weights[e];
  const dense = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      dense[i * n + targets[e]] = weights[e] / Math.sqrt(strengths[i] * strengths[targets[e]]);
    }
  }
  const exact = symmetricEigen({ rows: n, columns: n, values: dense }, { count: 3 }).values;
  expect(exact[0]).toBeCloseTo(1, 9);
  expect(exact[1]).toBeLessThan(0.999);
  const places = await spectralInit({ starts, targets, weights }, createRandom(1));
  for (const axis of [0, 1]) {
    const x = Float64Array.from({ length: n }, (_, i) => places[2 * i + axis]);
    let product = 0;
    let square = 0;
    for (let i = 0; i < n; i++) {
      square += x[i] * x[i];
      for (let j = 0; j < n; j++) product += x[i] * dense[i * n + j] * x[j];
    }
    // The residual of the vector is 1e-3; that of its Rayleigh quotient is of the second order.
    expect(product / square).toBeCloseTo(exact[axis + 1], 4);
  }
});

test("pieces of the graph stand apart, the larger on more room", async () => {
  const places = await spectralInit(rings([60, 30, 12, 3, 1, 1]), createRandom(2));
  expect(places.every(Number.isFinite)).toBe(true);
  const ends = [0, 60, 90, 102, 105, 106, 107];
  const discs = ends.slice(1).map((end, p) => {
    const own = Array.from({ length: end - ends[p] }, (_, m) => [
      places[2 * (ends[p] + m)],
      places[2 * (ends[p] + m) + 1],
    ]);
    const x = own.reduce((sum, at) => sum + at[0], 0) / own.length;
    const y = own.reduce((sum, at) => sum + at[1], 0) / own.length;
    return { x, y, radius: Math.max(...own.map((at) => Math.hypot(at[0] - x, at[1] - y))) };
  });
  expect(discs[0].radius).toBeGreaterThan(discs[1].radius);
  expect(discs[1].radius).toBeGreaterThan(discs[2].radius);
  discs.forEach((a, p) => {
    for (const b of discs.slice(p + 1))
      expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(Math.max(a.radius, b.radius));
  });
});

test("graphs of no, one and two nodes have places", async () => {
  expect((await spectralInit(rings([]), createRandom(1))).length).toBe(0);
  expect((await spectralInit(rings([1]), createRandom(1))).every(Number.isFinite)).toBe(true);
  expect((await spectralInit(rings([2]), createRandom(1))).every(Number.isFinite)).toBe(true);
});

test("edges without weight hold nothing together", async () => {
  const ring = rings([12]);
  const places = await spectralInit({ ...ring, weights: new Float64Array(24) }, createRandom(1));
  expect(places.every(Number.isFinite)).toBe(true);
});

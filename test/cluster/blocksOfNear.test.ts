import { expect, test } from "vitest";
import { blockSize, nearOrder } from "../../src/cluster/blocksOfNear.ts";
import { createRandom } from "../../src/core/random.ts";

test("an order of near points holds each point once, and its blocks are small beside the whole", () => {
  const n = 1000;
  const rng = createRandom(1);
  const heads = Float64Array.from({ length: 4 * n }, () => rng.uniform());
  const order = nearOrder(
    Int32Array.from({ length: n }, (_, i) => i),
    heads,
  );
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
  const extents: number[] = [];
  for (let first = 0; first < n; first += blockSize) {
    const block = order.slice(first, first + blockSize);
    for (let u = 0; u < 4; u++) {
      const values = Array.from(block, (point) => heads[4 * point + u]);
      extents.push(Math.max(...values) - Math.min(...values));
    }
  }
  // Of the unit cube, halved along each axis some two times.
  expect(extents.reduce((sum, extent) => sum + extent, 0) / extents.length).toBeLessThan(0.4);
});

test("equal points are ordered too", () => {
  const order = nearOrder(
    Int32Array.from({ length: 50 }, (_, i) => i),
    new Float64Array(200),
  );
  expect(new Set(order).size).toBe(50);
});

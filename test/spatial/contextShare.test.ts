import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { contextShare } from "../../src/spatial/contextShare.ts";
import { nearestGraph } from "../../src/spatial/nearest.ts";

/** Two noisy halves of a lattice of stripes that are some cells wide. */
async function stripes(width: number) {
  const rng = createRandom(4);
  const n = 900;
  const xy = Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 ? Math.floor(e / 60) : (e >> 1) % 30));
  const graph = await nearestGraph({ rows: n, columns: 2, values: xy }, { neighbors: 4 });
  const signal = (i: number, c: number) => (Math.floor((i % 30) / width) % 2 === c ? 1 : 0);
  const half = () => ({
    ...{ rows: n, columns: 2 },
    values: Float64Array.from({ length: 2 * n }, (_, e) => signal(e >> 1, e % 2) + 0.4 * rng.normal()),
  });
  return contextShare(half(), half(), graph);
}

test("in wide stripes neighbours explain more than a cell does, in stripes of one cell far less", async () => {
  expect(await stripes(10)).toBeGreaterThan(1);
  expect(await stripes(1)).toBeLessThan(2 / 3);
});

test("halves that share nothing have no share", async () => {
  const graph = { starts: Uint32Array.of(0, 1, 2), targets: Uint32Array.of(1, 0), lengths: new Float32Array(2) };
  const flat = { rows: 2, columns: 1, values: Float64Array.of(1, 1) };
  expect(await contextShare(flat, flat, graph)).toBeNaN();
});

import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { assignments, centresOf } from "../../../src/methods/sedr/clusters.ts";

/** Points around 0, 10 and 20 in turn. */
function clumps(n: number) {
  const rng = createRandom(0);
  return { rows: n, columns: 1, values: Float32Array.from({ length: n }, (_, i) => 10 * (i % 3) + 0.1 * rng.normal()) };
}

test.each([30, 12_000])("centres of %d cells are those of the clumps", async (n) => {
  const centres = await centresOf(clumps(n), 3, createRandom(1), silentTask);
  const found = [...centres].sort((a, b) => a - b);
  for (const [at, centre] of found.entries()) expect(centre).toBeCloseTo(10 * at, 0);
});

test("assignments are 1 / (1 + squared distance), of sum 1", () => {
  const q = assignments({ rows: 1, columns: 2, values: Float32Array.of(1, 2) }, Float32Array.of(1, 0, 1, 2));
  expect(Array.from(q)).toEqual([expect.closeTo(0.2 / 1.2, 12), expect.closeTo(1 / 1.2, 12)]);
});

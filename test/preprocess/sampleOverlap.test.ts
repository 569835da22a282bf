import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { liesOverEachOther } from "../../src/preprocess/sampleOverlap.ts";

/** Cells of two groups at random, of which the second lies `shift` further along x. */
function groups(shift: number, cells = 400) {
  const random = createRandom(4);
  const codes = Int32Array.from({ length: cells }, (_, i) => i % 2);
  const values = Float64Array.from(
    [...codes].flatMap((code) => [100 * random.uniform() + shift * code, 100 * random.uniform()]),
  );
  return { positions: { rows: cells, columns: 2, values }, codes };
}

test.each([
  ["in the same coordinates lie over each other", 0, true],
  ["that share three quarters of their coordinates lie over each other", 25, true],
  ["that touch do not", 100, false],
  ["far apart do not", 1000, false],
])("groups %s", async (_, shift, expected) => {
  const { positions, codes } = groups(shift);
  expect(await liesOverEachOther(positions, codes)).toBe(expected);
});

test("many cells are thinned out: the answer is the same", async () => {
  const [over, beside] = [groups(0, 50_000), groups(100, 50_000)];
  expect(await liesOverEachOther(over.positions, over.codes)).toBe(true);
  expect(await liesOverEachOther(beside.positions, beside.codes)).toBe(false);
});

test("one group, and cells of no group, lie over nothing", async () => {
  const { positions } = groups(0);
  expect(await liesOverEachOther(positions, new Int32Array(400))).toBe(false);
  expect(await liesOverEachOther(positions, new Int32Array(400).fill(-1))).toBe(false);
});

import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { sortByKey } from "../../../src/math/statistics/sortByKey.ts";

test.each([
  { m: 0, size: 1 },
  { m: 1, size: 5 },
  { m: 300, size: 7 },
  { m: 2048, size: 2 ** 31 },
  { m: 2049, size: 2 ** 31 },
  { m: 3000, size: 1 },
  { m: 4000, size: 2 ** 31 },
])("$m keys are sorted as pairs are, equal ones in their order", ({ m, size }) => {
  const rng = createRandom(m);
  const keys = Uint32Array.from({ length: m }, () => 2 * rng.integer(size));
  const values = Uint32Array.from({ length: m }, (_, e) => e);
  const expected = [...keys.keys()].sort((a, b) => keys[a] - keys[b] || a - b);
  const before = keys.slice();
  const sorted = sortByKey(keys, values);
  expect([...sorted.values]).toEqual(expected);
  expect([...sorted.keys]).toEqual(expected.map((e) => before[e]));
});

import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import type { Sparse } from "../../../src/data/sparse.ts";
import { exactMoments, mergeColumns, momentsOfSums } from "../../../src/math/exact/exactColumns.ts";
import { columnMoments } from "../../../src/preprocess/moments.ts";
import { selectRows } from "../../../src/preprocess/select.ts";

const random = createRandom(3);
const [n, p] = [500, 4];
/** Log expression, the last column the same in every row. */
const rows = Array.from({ length: n }, () => {
  return [0, 1, 2]
    .map(() => (random.uniform() < 0.5 ? 0 : Math.fround(Math.log1p(30 * random.uniform()))))
    .concat(5.125);
});
const data: Sparse = {
  ...{ rows: n, columns: p },
  starts: Uint32Array.from({ length: n + 1 }, (_, i) => i * p),
  indices: Uint32Array.from({ length: n * p }, (_, e) => e % p),
  values: Float32Array.from(rows.flat()),
};

test("any grouping of the rows in any order gives the same sums, bit for bit", () => {
  const whole = exactMoments(data);
  for (let round = 0; round < 20; round++) {
    const order = random.permutation(n);
    const cut = 1 + random.integer(n - 2);
    const parts = [order.slice(0, cut), order.slice(cut)].map((some) => exactMoments(selectRows(data, some)));
    if (round % 2 === 1) parts.reverse();
    expect(mergeColumns(parts.map(({ sums }) => sums))).toEqual(whole.sums);
    expect(mergeColumns(parts.map(({ squares }) => squares))).toEqual(whole.squares);
  }
});

test("moments are those of the values, and a column that does not vary has exactly none", () => {
  const { mean, variance } = columnMoments(data);
  const { means, squares } = momentsOfSums(exactMoments(data));
  means.forEach((own, u) => {
    expect(own).toBeCloseTo(mean[u], 10);
    expect(squares[u] / (n - 1)).toBeCloseTo(variance[u], 10);
  });
  expect(squares[3]).toBe(0);
});

test("only the chosen rows are summed", () => {
  const even = exactMoments(data, (i) => i % 2 === 0);
  const picked = Uint32Array.from({ length: n / 2 }, (_, i) => 2 * i);
  expect(even).toEqual(exactMoments(selectRows(data, picked)));
});

test("values whose squares are too large for exact sums are refused", () => {
  const large = { ...data, values: data.values.map(() => 100) };
  expect(() => exactMoments(large)).toThrow(/exact sum: expected values below 2\^13/);
});

import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import type { ShiftedSparse } from "../../../src/data/shiftedSparse.ts";
import { centred } from "../../../src/math/linearAlgebra/centred.ts";
import { sparseFrom, worstDifference } from "../../preprocess/sparse.ts";

const rng = createRandom(3);

/** Rows of 20 groups, each with two patterns of its own, and the same matrix in full. */
function example(n: number, p: number): { readonly shifted: ShiftedSparse; readonly dense: Matrix } {
  const rows = Array.from({ length: n }, () =>
    Array.from({ length: p }, () => (rng.uniform() < 0.6 ? 0 : rng.normal())),
  );
  const sparse = sparseFrom(rows);
  const first = Uint32Array.from({ length: n }, (_, i) => 2 * (i % 20));
  const factors = Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 === 0 ? 1 : rng.normal()));
  const patterns = Float64Array.from({ length: 40 * p }, () => rng.normal());
  const values = new Float64Array(n * p);
  for (let i = 0; i < n; i++) {
    for (let e = sparse.starts[i]; e < sparse.starts[i + 1]; e++) values[i * p + sparse.indices[e]] += sparse.values[e];
    for (let c = 0; c < 2; c++) {
      for (let u = 0; u < p; u++) values[i * p + u] += factors[2 * i + c] * patterns[(first[i] + c) * p + u];
    }
  }
  const shifted = {
    ...{ sparse, first, factors: { rows: n, columns: 2, values: factors } },
    patterns: { rows: 40, columns: p, values: patterns },
  };
  return { shifted, dense: { rows: n, columns: p, values } };
}

test.each([
  [60, 9],
  [25, 70],
])("every product of %d rows and %d columns is that of the whole matrix", async (n, p) => {
  const { shifted, dense } = example(n, p);
  const [got, expected] = [centred(shifted), centred(dense)];
  const worst = (a: ArrayLike<number>, b: ArrayLike<number>) => expect(worstDifference(a, b)).toBeLessThan(1e-9);
  worst(got.mean, expected.mean);
  expect(got.spread().squares / expected.spread().squares).toBeCloseTo(1, 12);
  worst((await got.columnGram(silentTask)).values, (await expected.columnGram(silentTask)).values);
  worst((await got.rowGram(silentTask)).values, (await expected.rowGram(silentTask)).values);
  const random = (size: number) => Float64Array.from({ length: size }, () => rng.normal());
  for (const [apply, size] of [
    ["applyColumnGram", p],
    ["applyRowGram", n],
  ] as const) {
    const x = random(size);
    const [y, z] = [new Float64Array(size), new Float64Array(size)];
    got[apply](x, y);
    expected[apply](x, z);
    worst(y, z);
  }
  const right = { rows: p, columns: 3, values: random(3 * p) };
  const [some, all] = [new Float64Array(3 * n), new Float64Array(3 * n)];
  got.multiplyRowsInto(some, right, 0, 10);
  got.multiplyRowsInto(some, right, 10, n - 10);
  expected.multiplyRowsInto(all, right, 0, n);
  worst(some, all);
  const left = { rows: n, columns: 3, values: random(3 * n) };
  worst(got.multiplyTransposed(left).values, expected.multiplyTransposed(left).values);
});

import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { combineRowsInto } from "../../../src/math/kernels/combineRows.ts";

/** Sparse rows of up to `most` entries, and a dense matrix that they are multiplied with. */
function drawn(n: number, p: number, k: number, most: number) {
  const rng = createRandom(n + p + k);
  const rows = Array.from({ length: n }, () =>
    rng
      .permutation(p)
      .slice(0, rng.integer(most + 1))
      .sort(),
  );
  const starts = Uint32Array.from({ length: n + 1 }, (_, i) =>
    rows.slice(0, i).reduce((sum, { length }) => sum + length, 0),
  );
  const indices = Uint32Array.from(rows.flatMap((row) => [...row]));
  const values = Float32Array.from(indices, () => rng.normal());
  const b = { rows: p, columns: k, values: Float64Array.from({ length: p * k }, () => rng.normal()) };
  return {
    data: { rows: n, columns: p, starts, indices, values },
    b,
    shift: Float64Array.from({ length: k }, () => rng.normal()),
  };
}

/** The sums in plain code, entries by eights and fours. */
function plain({
  data: { rows: n, starts, indices, values },
  b: { columns: k, values: b },
  shift,
}: ReturnType<typeof drawn>) {
  const out = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < k; c++) {
      const term = (e: number) => values[e] * b[indices[e] * k + c];
      const four = (e: number) => term(e) + term(e + 1) + (term(e + 2) + term(e + 3));
      let sum = 0;
      let e = starts[i];
      for (; e + 8 <= starts[i + 1]; e += 8) sum = sum + four(e) + four(e + 4);
      for (; e + 4 <= starts[i + 1]; e += 4) sum += four(e);
      for (; e < starts[i + 1]; e++) sum += term(e);
      out[i * k + c] = sum - shift[c];
    }
  }
  return out;
}

test.each([
  [1, 1, 1, 1],
  [40, 30, 8, 30],
  [50, 60, 11, 40],
  [2500, 20, 3, 15],
  [30, 9000, 20, 9000],
])("%i rows over %i columns times %i columns are the sums of plain code, bit by bit", (n, p, k, most) => {
  const given = drawn(n, p, k, most);
  const out = new Float64Array(n * k);
  combineRowsInto(out, given.data, given.b, { first: 0, count: n, shift: given.shift });
  expect(out).toEqual(plain(given));
});

test("some rows leave the others as they were", () => {
  const given = drawn(20, 10, 5, 9);
  const out = new Float32Array(20 * 5).fill(7);
  combineRowsInto(out, given.data, given.b, { first: 4, count: 3, shift: given.shift });
  const wanted = Float32Array.from(plain(given), (value, at) => (at >= 20 && at < 35 ? value : 7));
  expect(out).toEqual(wanted);
});

import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import type { Sparse } from "../../../src/data/sparse.ts";
import { filledColumnGram, scatteredColumnGram, sparseColumnGram } from "../../../src/math/linearAlgebra/sparseGram.ts";

/** Rows of which each entry is there by chance. */
function drawn(n: number, p: number, share: number): Sparse {
  const rng = createRandom(n + p);
  const starts = new Uint32Array(n + 1);
  const indices: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < p; u++) if (rng.uniform() < share) indices.push(u);
    starts[i + 1] = indices.length;
  }
  return {
    rows: n,
    columns: p,
    starts,
    indices: Uint32Array.from(indices),
    values: Float32Array.from(indices, () => rng.normal()),
  };
}

function plain({ rows: n, columns: p, starts, indices, values }: Sparse): Float64Array {
  const gram = new Float64Array(p * p);
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      for (let f = starts[i]; f < starts[i + 1]; f++) gram[indices[e] * p + indices[f]] += values[e] * values[f];
    }
  }
  return gram;
}

test.each([
  [1, 1, 1],
  [700, 37, 0.6],
  [300, 50, 0.02],
])(
  "%i rows of %i columns, %d of them filled, have the Gram matrix of plain code, made dense or not",
  async (n, p, share) => {
    const data = drawn(n, p, share);
    const wanted = plain(data);
    for (const gram of [sparseColumnGram, filledColumnGram, scatteredColumnGram]) {
      expect((await gram(data)).values).toEqual(wanted);
    }
  },
);

test("updates of the task between pieces change nothing", async () => {
  // Of 640 columns a piece has some 1,600 rows; each of these has two entries.
  const n = 3000;
  const indices = Uint32Array.from({ length: 2 * n }, (_, e) => (e % 2 === 0 ? (e / 2) % 320 : 320 + (e % 317)));
  const starts = Uint32Array.from({ length: n + 1 }, (_, i) => 2 * i);
  const data = { rows: n, columns: 640, starts, indices, values: Float32Array.from(indices, (_, e) => Math.sin(e)) };
  const shares: number[] = [];
  const task = {
    ...silentTask,
    update: async (share: number) => {
      shares.push(share);
    },
  };
  const { values } = await filledColumnGram(data, task);
  expect(shares).toEqual([expect.closeTo(1792 / n), 1]);
  expect(values).toEqual((await scatteredColumnGram(data)).values);
});

import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { columnChunks } from "../../../src/math/linearAlgebra/columns.ts";

function sparse(n: number, p: number) {
  const rng = createRandom(n * 100 + p);
  const starts = [0];
  const indices: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < p; u++) if (rng.uniform() < 0.3 && u !== 2) indices.push(u);
    starts.push(indices.length);
  }
  const values = Float32Array.from(indices, () => rng.normal());
  return { rows: n, columns: p, starts: Uint32Array.from(starts), indices: Uint32Array.from(indices), values };
}

test.each([1, 4, 1000])("chunks of at most %i entries hold each entry once, by column and row", (maxEntries) => {
  const matrix = sparse(17, 9);
  const triples: string[] = [];
  let next = 0;
  for (const { first, starts, rows, values } of columnChunks(matrix, maxEntries)) {
    expect(first).toBe(next);
    next = first + starts.length - 1;
    for (let c = 0; c + 1 < starts.length; c++) {
      for (let e = starts[c]; e < starts[c + 1]; e++) triples.push(`${first + c} ${rows[e]} ${values[e]}`);
    }
  }
  expect(next).toBe(9);
  const expected: string[] = [];
  for (let u = 0; u < 9; u++) {
    for (let i = 0; i < 17; i++) {
      for (let e = matrix.starts[i]; e < matrix.starts[i + 1]; e++) {
        if (matrix.indices[e] === u) expected.push(`${u} ${i} ${matrix.values[e]}`);
      }
    }
  }
  expect(triples).toEqual(expected);
});

test("a matrix without columns has no chunks", () => {
  expect([...columnChunks({ ...sparse(3, 0), columns: 0 })]).toEqual([]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Dataset } from "../../../src/data/dataset.ts";
import { pickCells, pickSparseRows } from "../../../src/io/assembly/pickCells.ts";

/** Three cells of two genes: [5 0], [0 0], [1 2]. */
const dataset: Dataset = {
  name: "a",
  cells: ["a", "b", "c"],
  genes: ["g", "h"],
  counts: {
    rows: 3,
    columns: 2,
    starts: Uint32Array.of(0, 1, 1, 3),
    indices: Uint32Array.of(0, 0, 1),
    values: Float32Array.of(5, 1, 2),
  },
  countsFrom: "X",
  positions: { rows: 3, columns: 2, values: Float64Array.of(0, 1, 2, 3, 4, 5) },
  positionsFrom: "obsm/spatial",
  obs: { rows: 3, columns: new Map([["t", { kind: "string", values: ["x", "y", "z"] }]]) },
  var: { rows: 2, columns: new Map() },
  notes: [],
  losses: [],
};

test("names, counts, positions and annotations of the cells that are picked go together, in the order asked for", () => {
  const picked = pickCells(dataset, [2, 0]);
  expect(picked.cells).toEqual(["c", "a"]);
  expect([...picked.positions.values]).toEqual([4, 5, 0, 1]);
  expect(picked.obs).toEqual({ rows: 2, columns: new Map([["t", { kind: "string", values: ["z", "x"] }]]) });
  const { starts, indices, values } = picked.counts;
  expect([[...starts], [...indices], [...values]]).toEqual([
    [0, 2, 3],
    [0, 1, 0],
    [1, 2, 5],
  ]);
  expect(picked.genes).toBe(dataset.genes);
});

test("any rows of any matrix are those of the dense matrix", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.infiniteStream(fc.nat()),
      (dense, stream) => {
        const entries = dense.map((row) => row.flatMap((value, u) => (value === 0 ? [] : [[u, value]])));
        const starts = Uint32Array.from([0, ...entries.map((_, i) => entries.slice(0, i + 1).flat().length)]);
        const matrix = {
          rows: dense.length,
          columns: 4,
          starts,
          indices: Uint32Array.from(entries.flat().map(([u]) => u)),
          values: Float32Array.from(entries.flat().map(([, value]) => value)),
        };
        const rows = Array.from({ length: 5 }, () => (stream.next().value ?? 0) % dense.length);
        const picked = pickSparseRows(matrix, rows);
        const again = rows.map((_, at) => {
          const row = [0, 0, 0, 0];
          for (let e = picked.starts[at]; e < picked.starts[at + 1]; e++) row[picked.indices[e]] = picked.values[e];
          return row;
        });
        expect(again).toEqual(rows.map((i) => dense[i]));
      },
    ),
    { numRuns: 50 },
  );
});

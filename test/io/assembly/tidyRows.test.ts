import fc from "fast-check";
import { expect, test } from "vitest";
import { fallsBetween, tidyRows } from "../../../src/io/assembly/tidyRows.ts";

const matrix = (rows: readonly (readonly (readonly [column: number, value: number])[])[]) => ({
  rows: rows.length,
  columns: 6,
  starts: Uint32Array.from([0, ...rows.map((_, i) => rows.slice(0, i + 1).flat().length)]),
  indices: Uint32Array.from(rows.flat().map(([column]) => column)),
  values: Float32Array.from(rows.flat().map(([, value]) => value)),
});

test("a tidy matrix is returned as it is", () => {
  const tidy = matrix([
    [
      [0, 1],
      [5, 2],
    ],
    [],
    [[3, 4]],
  ]);
  expect(tidyRows(tidy)).toEqual({ matrix: tidy, merged: 0 });
  expect(tidyRows(tidy).matrix).toBe(tidy);
});

test("columns are sorted, entries of one place summed and counted, zeros dropped, sums of zero too", () => {
  const { matrix: tidy, merged } = tidyRows(
    matrix([
      [
        [4, 1],
        [0, 2],
        [4, 3],
      ],
      [[1, 0]],
      [
        [2, 5],
        [2, -5],
      ],
    ]),
  );
  expect(merged).toBe(2);
  expect([[...tidy.starts], [...tidy.indices], [...tidy.values]]).toEqual([
    [0, 2, 2, 2],
    [0, 4],
    [2, 4],
  ]);
});

test("whatever the order of the entries, rows have the sums of their columns", () => {
  const entry = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -2, max: 3 }));
  fc.assert(
    fc.property(fc.array(fc.array(entry, { maxLength: 10 }), { minLength: 1, maxLength: 6 }), (rows) => {
      const { matrix: tidy } = tidyRows(matrix(rows));
      const sums = rows.map((row) =>
        Array.from({ length: 6 }, (_, u) => row.reduce((sum, [column, value]) => sum + (column === u ? value : 0), 0)),
      );
      rows.forEach((_, i) => {
        const columns = [...tidy.indices.subarray(tidy.starts[i], tidy.starts[i + 1])];
        expect(columns).toEqual(sums[i].flatMap((sum, u) => (sum === 0 ? [] : [u])));
        expect([...tidy.values.subarray(tidy.starts[i], tidy.starts[i + 1])]).toEqual(
          sums[i].filter((sum) => sum !== 0),
        );
      });
    }),
  );
});

test("falls where a row begins are counted once, however the entries are cut into parts", () => {
  const { starts, indices } = matrix([
    [[3, 1]],
    [],
    [
      [1, 1],
      [4, 1],
    ],
    [[5, 1]],
    [[0, 1]],
  ]);
  // Of the beginnings of rows, those of the third (1 after 3) and the last (0 after 5) fall.
  expect(fallsBetween({ starts, indices }, 1, indices.length).falls).toBe(2);
  const first = fallsBetween({ starts, indices }, 1, 2);
  const rest = fallsBetween({ starts, indices }, first.row, indices.length);
  expect(first.falls + rest.falls).toBe(2);
});

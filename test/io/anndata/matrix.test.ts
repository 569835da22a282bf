import fc from "fast-check";
import { expect, test } from "vitest";
import { describeMatrix, readMatrix } from "../../../src/io/anndata/matrix.ts";
import { readNow } from "../../../src/io/stored/reading.ts";
import type { StoredTree } from "../../../src/io/stored/tree.ts";
import { memoryTree } from "../memoryTree.ts";

const names = (n: number, p: number) => ({
  cells: Array.from({ length: n }, (_, i) => `c${i}`),
  genes: Array.from({ length: p }, (_, u) => `g${u}`),
});

function read(tree: StoredTree, n: number, p: number) {
  const { matrix, notes } = readNow(tree, readMatrix(tree, describeMatrix(tree, "X"), names(n, p)));
  const dense = Array.from({ length: n }, (_, i) => {
    const row = new Array<number>(p).fill(0);
    for (let e = matrix.starts[i]; e < matrix.starts[i + 1]; e++) row[matrix.indices[e]] = matrix.values[e];
    return row;
  });
  return { dense, notes, matrix };
}

const sparse = (
  kind: "csr" | "csc",
  shape: readonly [number, number],
  indptr: number[],
  indices: number[],
  data: number[],
) =>
  memoryTree(
    {
      "X/indptr": { values: Int32Array.from(indptr) },
      "X/indices": { values: Int32Array.from(indices) },
      "X/data": { values: Float32Array.from(data) },
    },
    { X: { "encoding-type": `${kind}_matrix`, shape } },
  );

/** One matrix, stored by rows or by columns with the entries of each in the order given by a shuffle. */
function stored(kind: "csr" | "csc", rows: readonly (readonly number[])[], p: number, reversed: boolean) {
  const lines = kind === "csr" ? rows : Array.from({ length: p }, (_, u) => rows.map((row) => row[u]));
  const entries = lines.map((line) => line.flatMap((value, at) => (value === 0 ? [] : [[at, value]])));
  if (reversed) for (const line of entries) line.reverse();
  const indptr = [0, ...entries.map((_, i) => entries.slice(0, i + 1).flat().length)];
  return sparse(
    kind,
    [rows.length, p],
    indptr,
    entries.flat().map(([at]) => at),
    entries.flat().map(([, value]) => value),
  );
}

test("dense, by rows and by columns, sorted or not: the same matrix, without its zeros", () => {
  const P = 5;
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.constantFrom(0, 0, 1, 2, 7), { minLength: P, maxLength: P }), {
        minLength: 1,
        maxLength: 7,
      }),
      fc.boolean(),
      (rows, reversed) => {
        const n = rows.length;
        const dense = memoryTree({ X: { values: Float32Array.from(rows.flat()), shape: [n, P] } });
        for (const tree of [dense, stored("csr", rows, P, reversed), stored("csc", rows, P, reversed)]) {
          const { dense: found, matrix } = read(tree, n, P);
          expect(found).toEqual(rows);
          expect(matrix.values.length).toBe(rows.flat().filter((value) => value !== 0).length);
          for (let i = 0; i < n; i++) {
            const columns = [...matrix.indices.subarray(matrix.starts[i], matrix.starts[i + 1])];
            expect(columns).toEqual([...new Set(columns)].sort((a, b) => a - b));
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("entries stored twice are summed with a note", () => {
  const { dense, notes } = read(sparse("csr", [1, 3], [0, 3], [2, 0, 2], [1, 5, 3]), 1, 3);
  expect(dense).toEqual([[5, 0, 4]]);
  expect(notes).toEqual(["X: 1 entries were stored more than once for their cell and gene, and were summed"]);
});

test.each<[string, number[], number[], number[], RegExp]>([
  ["offsets that fall", [0, 2, 1], [0, 1], [1, 1], /memory: .*X/],
  ["offsets that end elsewhere than the values", [0, 1, 1], [0, 1], [1, 1], /memory: .*X/],
  ["offsets that do not begin at 0", [1, 1, 2], [0, 1], [1, 1], /memory: .*X/],
  ["a column that is not there", [0, 1, 2], [0, 3], [1, 1], /memory: .*X/],
  ["a negative column", [0, 1, 2], [0, -1], [1, 1], /memory: .*X/],
  ["a value that is none", [0, 1, 2], [0, 1], [1, Number.NaN], /NaN.*cell c1, gene g1/],
])("%s is refused", (_, indptr, indices, data, message) => {
  for (const kind of ["csr", "csc"] as const) {
    const size = 2;
    expect(() => read(sparse(kind, [size, size], indptr, indices, data), size, size)).toThrow(message);
  }
});

test("a matrix of another shape than its names is refused with both", () => {
  const tree = memoryTree({ X: { values: new Float32Array(6), shape: [2, 3] } });
  expect(() => read(tree, 3, 2)).toThrow(/\[cells=3, genes=2\], got \[2, 3\]/);
});

import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import type { Neighbors } from "../../../src/math/neighbors/nearest.ts";
import { nearestRows } from "../../../src/math/neighbors/nearestRows.ts";

/** All pairs, sorted by distance, then index. */
function plain({ rows: n, columns: d, values }: Matrix, k: number): Neighbors {
  const indices = new Uint32Array(n * k);
  const distances = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    const squares = Array.from({ length: n }, (_, j) => {
      let square = 0;
      for (let t = 0; t < d; t++) square += (values[i * d + t] - values[j * d + t]) ** 2;
      return square;
    });
    const order = [...squares.keys()].filter((j) => j !== i).sort((a, b) => squares[a] - squares[b] || a - b);
    for (let t = 0; t < k; t++) {
      indices[i * k + t] = order[t];
      distances[i * k + t] = Math.sqrt(squares[order[t]]);
    }
  }
  return { k, indices, distances };
}

function normals(rows: number, columns: number, scale: (column: number) => number = () => 1): Matrix {
  const rng = createRandom(rows * 1000 + columns);
  return {
    rows,
    columns,
    values: Float32Array.from({ length: rows * columns }, (_, e) => rng.normal() * scale(e % columns)),
  };
}

/** Five far groups in ten dimensions. */
function groups(rows: number): Matrix {
  const { columns, values } = normals(rows, 10);
  return {
    rows,
    columns,
    values: values.map((x, e) => x + 30 * Math.cos((Math.floor(e / columns) % 5) * (e % columns))),
  };
}

const cases: readonly (readonly [name: string, rows: Matrix, k: number])[] = [
  ["two rows", normals(2, 3), 1],
  ["every other row of few", normals(7, 40), 6],
  ["one dimension", normals(300, 1), 9],
  ["flat spectra", normals(400, 30), 15],
  ["falling spectra", normals(450, 64, (u) => 5 / (1 + u)), 15],
  ["more neighbours than a leaf holds", normals(300, 20), 100],
  ["far groups", groups(600), 12],
  ["more dimensions than rows", normals(60, 200), 5],
  ["more dimensions than are turned", normals(40, 600), 5],
  [
    "a lattice full of ties",
    {
      rows: 512,
      columns: 3,
      values: Float32Array.from({ length: 1536 }, (_, e) => (Math.floor(e / 3) >> (3 * (e % 3))) & 7),
    },
    10,
  ],
  ["equal rows", { rows: 150, columns: 4, values: new Float64Array(600).fill(0.1) }, 5],
  [
    "two places",
    { rows: 200, columns: 20, values: Float32Array.from({ length: 4000 }, (_, e) => (Math.floor(e / 20) % 2) * 0.3) },
    120,
  ],
  ["a far outlier", { rows: 200, columns: 20, values: normals(200, 20).values.map((x, e) => (e < 20 ? 1e6 : x)) }, 7],
];

describe("the nearest rows are exactly those of comparing all pairs", () => {
  test.each(cases)("%s", async (_, rows, k) => {
    const { columns, values } = rows;
    const before = values.slice();
    expect(await nearestRows(rows, k)).toEqual(plain({ rows: rows.rows, columns, values }, k));
    expect(values).toEqual(before);
  });
});

test("a number of neighbours that the rows do not have is refused", async () => {
  for (const k of [0, 5, 1.5])
    await expect(nearestRows(normals(5, 3), k)).rejects.toThrow(/expected 1 to 4 neighbours among 5 rows/);
});

test("values that are not finite are refused by place", async () => {
  const { values } = normals(5, 3);
  values[7] = Number.NaN;
  await expect(nearestRows({ rows: 5, columns: 3, values }, 2)).rejects.toThrow(/got NaN at row 2, column 1/);
});

test("values that do not fill the rows are refused", async () => {
  await expect(nearestRows({ rows: 5, columns: 3, values: new Float32Array(12) }, 2)).rejects.toThrow(
    /expected \[rows=5, dims=3\]/,
  );
});

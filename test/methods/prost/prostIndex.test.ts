import { expect, test } from "vitest";
import { silentTask } from "../../../src/core/task.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import type { Sparse } from "../../../src/data/sparse.ts";
import { measures, prostIndex } from "../../../src/methods/prost/geneIndex/prostIndex.ts";
import { methodFixture } from "../fidelity.ts";

const fixture = methodFixture<{
  readonly positions: number[][];
  readonly rows: number[];
  readonly columns: number[];
  readonly counts: number[][];
  readonly regions: number[];
  readonly index: (number | null)[];
}>("prostIndex");

function sparse(rows: readonly (readonly number[])[]): Sparse {
  const entries = rows.map((row) => row.flatMap((value, gene) => (value === 0 ? [] : [{ gene, value }])));
  const starts = new Uint32Array(rows.length + 1);
  entries.forEach((row, i) => {
    starts[i + 1] = starts[i] + row.length;
  });
  return {
    ...{ rows: rows.length, columns: rows[0].length, starts },
    indices: Uint32Array.from(entries.flat(), ({ gene }) => gene),
    values: Float32Array.from(entries.flat(), ({ value }) => value),
  };
}

const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  ...{ rows: rows.length, columns: 2, values: Float64Array.from(rows.flat()) },
});
const counts = sparse(fixture.counts);
const positions = matrix(fixture.positions);

test("genes have the index of the published steps, 0 without a region, and none when few spots have them", async () => {
  const index = await prostIndex(counts, { positions, samples: undefined }, silentTask);
  expect(index).toBeDefined();
  fixture.index.forEach((wanted, gene) => {
    if (wanted === null) expect(index?.[gene]).toBeNaN();
    else expect(index?.[gene]).toBeCloseTo(wanted, 7);
  });
});

test("regions are those that scipy's filters, closing and labelling leave", () => {
  const [rows, columns] = [Int32Array.from(fixture.rows), Int32Array.from(fixture.columns)];
  const places = { rows, columns, height: Math.max(...rows) + 1, width: Math.max(...columns) + 1 };
  const seen = fixture.index.flatMap((wanted, gene) => (wanted === null ? [] : [gene]));
  const regions = seen.map((gene) => {
    const values = Float64Array.from(fixture.counts, (row) => row[gene]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return measures(
      values.map((value) => (value - least) / (most - least)),
      places,
    )?.regions;
  });
  expect(regions).toEqual(fixture.regions);
});

test("two samples have the mean of their indices", async () => {
  const far = fixture.positions.map(([x, y]) => [x + 1e5, y]);
  const samples = Int32Array.from({ length: 2 * counts.rows }, (_, i) => (i < counts.rows ? 0 : 1));
  // The second sample has each gene one place further.
  const moved = fixture.counts.map((row) => [...row.slice(-1), ...row.slice(0, -1)]);
  const both = await prostIndex(
    sparse([...fixture.counts, ...moved]),
    { positions: matrix([...fixture.positions, ...far]), samples },
    silentTask,
  );
  fixture.index.forEach((own, gene) => {
    const other = fixture.index.at(gene - 1) ?? null;
    const each = [own, other].filter((one) => one !== null);
    expect(both?.[gene]).toBeCloseTo(each.reduce((a, b) => a + b, 0) / each.length, 7);
  });
});

test("cells on no lattice have no index", async () => {
  const scattered = matrix(fixture.positions.map(([x, y], i) => [x + 60 * Math.sin(7 * i), y + 60 * Math.cos(11 * i)]));
  expect(await prostIndex(counts, { positions: scattered, samples: undefined }, silentTask)).toBeUndefined();
});

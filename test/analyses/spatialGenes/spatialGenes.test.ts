import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { SpatialStatistic } from "../../../src/analyses/spatialGenes/autocorrelation.ts";
import { spatialGenes } from "../../../src/analyses/spatialGenes/spatialGenes.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { Graph } from "../../../src/data/graph.ts";
import type { Sparse } from "../../../src/data/sparse.ts";

interface Expected {
  readonly statistic: SpatialStatistic;
  readonly rowNormalized: boolean;
  readonly twoTailed: boolean;
  readonly values: (number | null)[];
  readonly variance: number;
  readonly pValues: (number | null)[];
}
const fixture = JSON.parse(readFileSync("fixtures/analysis-spatial.json", "utf8"));
const expected: Expected[] = fixture.autocorrelation;
const expression: Sparse = {
  rows: fixture.rows,
  columns: fixture.columns,
  starts: Uint32Array.from(fixture.starts),
  indices: Uint32Array.from(fixture.indices),
  values: Float32Array.from(fixture.values),
};
const graph: Graph = {
  starts: Uint32Array.from(fixture.graphStarts),
  targets: Uint32Array.from(fixture.graphTargets),
  lengths: new Float32Array(fixture.graphTargets.length),
};

function expectClose(got: Float64Array, wanted: (number | null)[]): void {
  wanted.forEach((value, u) => {
    if (value === null) expect(got[u]).toBeNaN();
    else expect(Math.abs(got[u] - value), `gene ${u}`).toBeLessThan(1e-9);
  });
}

test.each(expected)("equals squidpy: $statistic, normalised $rowNormalized, two-tailed $twoTailed", (wanted) => {
  const got = spatialGenes(expression, graph, wanted);
  expectClose(got.values, wanted.values);
  expectClose(got.pValuesNormal, wanted.pValues);
  expect(Math.abs(got.varianceNormal / wanted.variance - 1)).toBeLessThan(1e-10);
});

/** Five cells in a path with one chord, small enough to try all 120 orders of the values. */
const small: Graph = {
  starts: Uint32Array.from([0, 2, 4, 7, 9, 10]),
  targets: Uint32Array.from([1, 2, 0, 2, 0, 1, 3, 2, 4, 3]),
  lengths: new Float32Array(10),
};

function dense(rows: number[][]): Sparse {
  const p = rows[0].length;
  return {
    rows: rows.length,
    columns: p,
    starts: Uint32Array.from({ length: rows.length + 1 }, (_, i) => i * p),
    indices: Uint32Array.from({ length: rows.length * p }, (_, e) => e % p),
    values: Float32Array.from(rows.flat()),
  };
}

function orders(items: number[]): number[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => orders(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]));
}

describe.each(["moran", "geary"] as const)("over all orders of five values, %s", (statistic) => {
  test.each([true, false])("has the expected mean and the random variance, normalised %s", (rowNormalized) => {
    // One gene an order: the transpose of the orders.
    const all = orders([0, 1, 1.5, 4, 9]);
    const matrix = dense([0, 1, 2, 3, 4].map((i) => all.map((order) => order[i])));
    const got = spatialGenes(matrix, small, { statistic, rowNormalized });
    const mean = got.values.reduce((sum, value) => sum + value, 0) / all.length;
    const variance = got.values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
    expect(mean).toBeCloseTo(got.expected, 12);
    expect(variance).toBeCloseTo(got.variancesRandom[0], 12);
  });

  test("permutations find the mean and variance of all orders", () => {
    const got = spatialGenes(dense([[0], [1], [1.5], [4], [9]]), small, { statistic, permutations: 4000 });
    const { means, variances } = got.permutations ?? { means: [Number.NaN], variances: [Number.NaN] };
    // Five standard errors of the mean; the variance of so few values is within a tenth.
    expect(Math.abs(means[0] - got.expected)).toBeLessThan(5 * Math.sqrt(got.variancesRandom[0] / 4000));
    expect(Math.abs(variances[0] / got.variancesRandom[0] - 1)).toBeLessThan(0.1);
  });

  test("permutations agree with the analytic p-values where these are large", () => {
    const got = spatialGenes(expression, graph, { statistic, permutations: 500 }, createRandom(3));
    got.permutations?.pValuesZ.forEach((p, u) => {
      if (Number.isNaN(got.values[u])) expect(p).toBeNaN();
      else if (got.pValuesRandom[u] > 0.05) expect(Math.abs(p - got.pValuesRandom[u])).toBeLessThan(0.1);
      else expect(p).toBeLessThan(0.1);
    });
  });
});

test("the same seed gives the same permutations and another seed does not", () => {
  const run = (seed: number) => spatialGenes(expression, graph, { permutations: 20 }, createRandom(seed)).permutations;
  expect(run(1)).toEqual(run(1));
  expect(run(1)?.means).not.toEqual(run(2)?.means);
});

test("the most spatial gene comes first and constant genes last", () => {
  for (const statistic of ["moran", "geary"] as const) {
    const { values, order } = spatialGenes(expression, graph, { statistic });
    const sorted = Array.from(order, (u) => values[u]);
    expect(sorted.slice(-2)).toEqual([Number.NaN, Number.NaN]);
    const known = sorted.slice(0, -2);
    expect(known).toEqual([...known].sort((a, b) => (statistic === "moran" ? b - a : a - b)));
  }
});

test("a graph of other cells, without edges, or half a permutation is refused", () => {
  expect(() => spatialGenes(expression, small)).toThrow("expected [cells=150], got [5]");
  const lonely = { starts: new Uint32Array(151), targets: new Uint32Array(0), lengths: new Float32Array(0) };
  expect(() => spatialGenes(expression, lonely)).toThrow(
    "expected at least 4 cells with neighbours, got 150 cells and 0",
  );
  expect(() => spatialGenes(expression, graph, { permutations: 0.5 })).toThrow("got 0.5");
});

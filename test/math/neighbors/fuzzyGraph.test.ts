import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { WeightedGraph } from "../../../src/data/weightedGraph.ts";
import { fuzzyGraph } from "../../../src/math/neighbors/fuzzyGraph.ts";
import type { Neighbors } from "../../../src/math/neighbors/nearest.ts";
import { nearestRows } from "../../../src/math/neighbors/nearestRows.ts";

const fixture = JSON.parse(readFileSync("fixtures/neighbors.json", "utf8"));
interface Lists {
  readonly k: number;
  readonly indices: number[];
  readonly distances: number[];
}
interface Csr {
  readonly starts: number[];
  readonly targets: number[];
  readonly weights: number[];
}

const asNeighbors = ({ k, indices, distances }: Lists): Neighbors => ({
  k,
  indices: Uint32Array.from(indices),
  distances: Float64Array.from(distances),
});

function expectEqual(got: WeightedGraph, wanted: Csr, tolerance: number): void {
  expect(Array.from(got.starts)).toEqual(wanted.starts);
  expect(Array.from(got.targets)).toEqual(wanted.targets);
  let worst = 0;
  wanted.weights.forEach((weight, e) => {
    worst = Math.max(worst, Math.abs(got.weights[e] - weight));
  });
  expect(worst).toBeLessThan(tolerance);
}

describe("the fuzzy graph equals umap-learn's", () => {
  const cases: (Lists & { name: string; graph: Csr })[] = fixture.cases;
  test.each(cases)("$name", (one) => {
    expectEqual(fuzzyGraph(asNeighbors(one)), one.graph, 1e-6); // float32 weights
  });
});

test("neighbours and graph together equal the connectivities of scanpy's neighbors", async () => {
  const rows = { rows: fixture.rows, columns: fixture.columns, values: Float32Array.from(fixture.values) };
  // Its distances are float32, and bandwidths are found to 1e-5.
  expectEqual(fuzzyGraph(await nearestRows(rows, 14)), fixture.scanpy, 1e-5);
});

test("every edge weighs the same from both ends and no cell neighbours itself", () => {
  const { starts, targets, weights } = fuzzyGraph(asNeighbors(fixture.cases[1]));
  const seen = new Map<string, number>();
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      expect(targets[e]).not.toBe(i);
      seen.set(`${i} ${targets[e]}`, weights[e]);
    }
  }
  for (const [edge, weight] of seen) expect(seen.get(edge.split(" ").reverse().join(" "))).toBe(weight);
});

test("the neighbours stay as they were", () => {
  const neighbors = asNeighbors(fixture.cases[0]);
  fuzzyGraph(neighbors);
  expect(neighbors).toEqual(asNeighbors(fixture.cases[0]));
});

test("a distance that is not finite is refused", () => {
  const bad: Neighbors = { k: 1, indices: Uint32Array.from([1, 0]), distances: Float64Array.from([1, Number.NaN]) };
  expect(() => fuzzyGraph(bad)).toThrow(/got NaN at edge 1/);
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fuzzyGraph } from "../../src/analysis/fuzzyGraph.ts";
import { louvain } from "../../src/analysis/louvain.ts";
import type { WeightedGraph } from "../../src/data/weightedGraph.ts";
import { nearestRows } from "../../src/math/nearestRows.ts";
import { createRandom } from "../../src/random.ts";
import { componentsOf, hasTissue } from "./tissues.ts";

interface Reached {
  readonly resolution: number;
  readonly louvain: number;
}
interface Case {
  readonly name: string;
  readonly starts: number[];
  readonly targets: number[];
  readonly weights: number[];
  readonly reached: Reached[];
}
const fixture: { cases: Case[]; tissues: { file: string; reached: Reached[] }[] } = JSON.parse(
  readFileSync("fixtures/communities.json", "utf8"),
);

const graphOf = ({ starts, targets, weights }: Case): WeightedGraph => ({
  starts: Uint32Array.from(starts),
  targets: Uint32Array.from(targets),
  weights: Float64Array.from(weights),
});

/** The median of seeds: a single run depends on the order of the nodes, here as there. */
function medianQuality(graph: WeightedGraph, resolution: number, runs: number): number {
  const seeds = Array.from({ length: runs }, (_, seed) => seed);
  const qualities = seeds.map((seed) => louvain(graph, { resolution }, createRandom(seed)).quality);
  return qualities.sort((a, b) => a - b)[runs >> 1];
}

test.each(fixture.cases)("modularity on $name is within a percent of igraph's multilevel", (one) => {
  for (const { resolution, louvain: wanted } of one.reached) {
    expect(medianQuality(graphOf(one), resolution, 21), `resolution ${resolution}`).toBeGreaterThanOrEqual(
      0.99 * wanted,
    );
  }
});

for (const { file, reached } of fixture.tissues.slice(0, 1)) {
  test.skipIf(!hasTissue(file))(`modularity on ${file} is within a percent of igraph's`, async () => {
    const graph = fuzzyGraph(nearestRows(await componentsOf(file), 14));
    for (const { resolution, louvain: wanted } of reached) {
      expect(medianQuality(graph, resolution, 5), `resolution ${resolution}`).toBeGreaterThanOrEqual(0.99 * wanted);
    }
  });
}

test("communities are numbered by size, and the same seed gives the same", () => {
  const graph = graphOf(fixture.cases[3]);
  const first = louvain(graph, {}, createRandom(5));
  expect(louvain(graph, {}, createRandom(5))).toEqual(first);
  const counted = Array.from(first.sizes, (_, c) => first.labels.filter((label) => label === c).length);
  expect(Array.from(first.sizes)).toEqual(counted);
  expect(counted).toEqual([...counted].sort((a, b) => b - a));
});

test("a graph without edges has communities of one", () => {
  const empty = { starts: new Uint32Array(4), targets: new Uint32Array(0), weights: new Float64Array(0) };
  expect(Array.from(louvain(empty).labels)).toEqual([0, 1, 2]);
  expect(() => louvain(empty, { resolution: Number.NaN })).toThrow(/louvain: expected a resolution from 0 up/);
});

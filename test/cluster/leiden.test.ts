import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fuzzyGraph } from "../../src/analyses/embeddingGraphs/fuzzyGraph.ts";
import { leiden } from "../../src/cluster/leiden.ts";
import { createRandom } from "../../src/core/random.ts";
import type { WeightedGraph } from "../../src/data/weightedGraph.ts";
import { nearestRows } from "../../src/math/neighbors/nearestRows.ts";
import { componentsOf, hasTissue } from "../analyses/tissues.ts";

interface Reached {
  readonly resolution: number;
  readonly leiden: number;
}
const fixture = JSON.parse(readFileSync("fixtures/communities.json", "utf8"));
const graphs: (WeightedGraph & { name: string; reached: Reached[] })[] = fixture.cases.map(
  (one: { starts: number[]; targets: number[]; weights: number[] }) => ({
    ...one,
    starts: Uint32Array.from(one.starts),
    targets: Uint32Array.from(one.targets),
    weights: Float64Array.from(one.weights),
  }),
);

const asGood = (reached: number) => 0.995 * reached;

/** Of five seeds: on a graph without communities, single ones differ by more than the tolerance. */
function medianQuality(graph: WeightedGraph, resolution: number): number {
  const seeds = [0, 1, 2, 3, 4];
  return seeds.map((seed) => leiden(graph, { resolution }, createRandom(seed)).quality).sort((a, b) => a - b)[2];
}

describe.each(graphs)("on $name", (graph) => {
  test.each(graph.reached)(
    "modularity at resolution $resolution is within half a percent of leidenalg's",
    (reached) => {
      const quality = medianQuality(graph, reached.resolution);
      expect(quality).toBeGreaterThanOrEqual(asGood(reached.leiden));
      expect(quality).toBeLessThanOrEqual(1);
    },
  );

  test("every community hangs together", () => {
    for (const seed of [1, 2, 3, 4]) {
      for (const { resolution } of graph.reached) {
        const { labels, sizes } = leiden(graph, { resolution }, createRandom(seed));
        expect(piecesOf(graph, labels)).toBe(sizes.length);
      }
    }
  });

  test("communities are numbered by size, and the same seed gives the same", () => {
    const first = leiden(graph, {}, createRandom(5));
    expect(leiden(graph, {}, createRandom(5))).toEqual(first);
    const counted = Array.from(first.sizes, (_, c) => first.labels.filter((label) => label === c).length);
    expect(Array.from(first.sizes)).toEqual(counted);
    expect(counted).toEqual([...counted].sort((a, b) => b - a));
  });
});

test("a ring of cliques falls into its cliques", () => {
  const { labels } = leiden(graphs[1]);
  for (let i = 0; i < 40; i++) expect(labels[i]).toBe(labels[i - (i % 5)]);
  expect(new Set(labels).size).toBe(8);
});

const tissues: { file: string; reached: Reached[] }[] = fixture.tissues;
// The reference is the best of five runs, ours the worst of three.
for (const { file, reached } of tissues) {
  test.skipIf(!hasTissue(file))(`modularity on ${file} is within half a percent of leidenalg's`, async () => {
    const graph = fuzzyGraph(nearestRows(await componentsOf(file), 14));
    for (const { resolution, leiden: wanted } of reached) {
      for (const seed of [0, 1, 2]) {
        const { quality } = leiden(graph, { resolution }, createRandom(seed));
        expect(quality, `resolution ${resolution}, seed ${seed}`).toBeGreaterThanOrEqual(asGood(wanted));
      }
    }
  });
}

/** Three nodes, one of them without edges, and an edge from a node to itself. */
const tiny: WeightedGraph = {
  starts: Uint32Array.from([0, 2, 3, 3]),
  targets: Uint32Array.from([0, 1, 0]),
  weights: Float64Array.from([0.5, 1, 1]),
};

test("a node without edges is a community of its own", () => {
  const { labels, sizes } = leiden(tiny);
  expect(Array.from(labels)).toEqual([0, 0, 1]);
  expect(Array.from(sizes)).toEqual([2, 1]);
});

test("a graph without edges, or without nodes, has communities of one", () => {
  const empty = { targets: new Uint32Array(0), weights: new Float64Array(0) };
  expect(Array.from(leiden({ ...empty, starts: new Uint32Array(4) }).labels)).toEqual([0, 1, 2]);
  expect(leiden({ ...empty, starts: new Uint32Array(1) }).sizes.length).toBe(0);
});

test("resolution 0 joins all that hangs together", () => {
  expect(leiden(graphs[3], { resolution: 0 }).sizes.length).toBe(1);
});

test("one iteration is allowed and none is not", () => {
  const once = leiden(graphs[3], { iterations: 1 }, createRandom(1));
  expect(once.quality).toBeLessThanOrEqual(leiden(graphs[3], {}, createRandom(1)).quality);
  expect(() => leiden(tiny, { iterations: 0 })).toThrow(/positive number of iterations, got 0/);
  expect(() => leiden(tiny, { starts: 1.5 })).toThrow(/positive number of starts, got 1.5/);
  expect(() => leiden(tiny, { resolution: -1 })).toThrow(/resolution from 0 up, got -1/);
});

test("a graph that does not fit together is refused", () => {
  expect(() => leiden({ ...tiny, weights: Float64Array.from([1, 1]) })).toThrow(/2 weights/);
  expect(() => leiden({ ...tiny, weights: Float64Array.from([1, -1, 1]) })).toThrow(/got -1 to node 1 at edge 1/);
  expect(() => leiden({ ...tiny, targets: Uint32Array.from([0, 9, 0]) })).toThrow(/to node 9/);
});

test("the graph stays as it was", () => {
  const copy = { starts: tiny.starts.slice(), targets: tiny.targets.slice(), weights: tiny.weights.slice() };
  leiden(tiny);
  expect(tiny).toEqual(copy);
});

/** Connected pieces of the graph when edges between communities are cut. */
function piecesOf({ starts, targets }: WeightedGraph, labels: Int32Array): number {
  const seen = new Set<number>();
  let pieces = 0;
  for (let start = 0; start < labels.length; start++) {
    if (seen.has(start)) continue;
    pieces++;
    const open = [start];
    seen.add(start);
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      for (let e = starts[i]; e < starts[i + 1]; e++) {
        const j = targets[e];
        if (labels[j] !== labels[i] || seen.has(j)) continue;
        seen.add(j);
        open.push(j);
      }
    }
  }
  return pieces;
}

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { leiden } from "../../src/cluster/leiden.ts";
import { createRandom } from "../../src/core/random.ts";
import type { WeightedGraph } from "../../src/data/weightedGraph.ts";
import { fuzzyGraphOf, hasTissue } from "../analyses/tissues.ts";
import { testNeeding } from "../needing.ts";

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
async function medianQuality(graph: WeightedGraph, resolution: number): Promise<number> {
  const qualities: number[] = [];
  for (const seed of [0, 1, 2, 3, 4]) {
    qualities.push((await leiden(graph, { resolution }, createRandom(seed))).quality);
  }
  return qualities.sort((a, b) => a - b)[2];
}

describe.each(graphs)("on $name", (graph) => {
  test.each(graph.reached)(
    "modularity at resolution $resolution is within half a percent of leidenalg's",
    async (reached) => {
      const quality = await medianQuality(graph, reached.resolution);
      expect(quality).toBeGreaterThanOrEqual(asGood(reached.leiden));
      expect(quality).toBeLessThanOrEqual(1);
    },
  );

  test("every community hangs together", async () => {
    for (const seed of [1, 2, 3, 4]) {
      for (const { resolution } of graph.reached) {
        const { labels, sizes } = await leiden(graph, { resolution }, createRandom(seed));
        expect(piecesOf(graph, labels)).toBe(sizes.length);
      }
    }
  });

  test("communities are numbered by size, and the same seed gives the same", async () => {
    const first = await leiden(graph, {}, createRandom(5));
    expect(await leiden(graph, {}, createRandom(5))).toEqual(first);
    const counted = Array.from(first.sizes, (_, c) => first.labels.filter((label) => label === c).length);
    expect(Array.from(first.sizes)).toEqual(counted);
    expect(counted).toEqual([...counted].sort((a, b) => b - a));
  });
});

test("a ring of cliques falls into its cliques", async () => {
  const { labels } = await leiden(graphs[1]);
  for (let i = 0; i < 40; i++) expect(labels[i]).toBe(labels[i - (i % 5)]);
  expect(new Set(labels).size).toBe(8);
});

const tissues: { file: string; reached: Reached[] }[] = fixture.tissues;
// The reference is the best of five runs, ours the worst of three.
for (const { file, reached } of tissues) {
  testNeeding(
    "../shared/data/annotated",
    hasTissue(file),
    `modularity on ${file} is within half a percent of leidenalg's`,
    async () => {
      const graph = await fuzzyGraphOf(file);
      for (const { resolution, leiden: wanted } of reached) {
        for (const seed of [0, 1, 2]) {
          const { quality } = await leiden(graph, { resolution }, createRandom(seed));
          expect(quality, `resolution ${resolution}, seed ${seed}`).toBeGreaterThanOrEqual(asGood(wanted));
        }
      }
    },
  );
}

/** Three nodes, one of them without edges, and an edge from a node to itself. */
const tiny: WeightedGraph = {
  starts: Uint32Array.from([0, 2, 3, 3]),
  targets: Uint32Array.from([0, 1, 0]),
  weights: Float64Array.from([0.5, 1, 1]),
};

test("a node without edges is a community of its own", async () => {
  const { labels, sizes } = await leiden(tiny);
  expect(Array.from(labels)).toEqual([0, 0, 1]);
  expect(Array.from(sizes)).toEqual([2, 1]);
});

test("a graph without edges, or without nodes, has communities of one", async () => {
  const empty = { targets: new Uint32Array(0), weights: new Float64Array(0) };
  expect(Array.from((await leiden({ ...empty, starts: new Uint32Array(4) })).labels)).toEqual([0, 1, 2]);
  expect((await leiden({ ...empty, starts: new Uint32Array(1) })).sizes.length).toBe(0);
});

test("resolution 0 joins all that hangs together", async () => {
  expect((await leiden(graphs[3], { resolution: 0 })).sizes.length).toBe(1);
});

test("one iteration is allowed and none is not", async () => {
  const once = await leiden(graphs[3], { iterations: 1 }, createRandom(1));
  expect(once.quality).toBeLessThanOrEqual((await leiden(graphs[3], {}, createRandom(1))).quality);
  await expect(leiden(tiny, { iterations: 0 })).rejects.toThrow(/positive number of iterations, got 0/);
  await expect(leiden(tiny, { starts: 1.5 })).rejects.toThrow(/positive number of starts, got 1.5/);
  await expect(leiden(tiny, { resolution: -1 })).rejects.toThrow(/resolution from 0 up, got -1/);
});

test("a graph that does not fit together is refused", async () => {
  await expect(leiden({ ...tiny, weights: Float64Array.from([1, 1]) })).rejects.toThrow(/2 weights/);
  await expect(leiden({ ...tiny, weights: Float64Array.from([1, -1, 1]) })).rejects.toThrow(
    /got -1 to node 1 at edge 1/,
  );
  await expect(leiden({ ...tiny, targets: Uint32Array.from([0, 9, 0]) })).rejects.toThrow(/to node 9/);
});

test("the graph stays as it was", async () => {
  const copy = { starts: tiny.starts.slice(), targets: tiny.targets.slice(), weights: tiny.weights.slice() };
  await leiden(tiny);
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

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { louvain } from "../../src/cluster/louvain.ts";
import { createRandom } from "../../src/core/random.ts";
import type { WeightedGraph } from "../../src/data/weightedGraph.ts";
import { fuzzyGraphOf, hasTissue } from "../analyses/tissues.ts";
import { testNeeding } from "../needing.ts";

interface Reached {
  readonly resolution: number;
  readonly leiden: number;
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

/** No worse than half a percent below leidenalg, and above one pass of Louvain, which falls short of it. */
const asGood = ({ leiden, louvain: once }: Reached) => Math.max(0.995 * leiden, 0.995 * once);

/** The median of seeds: a single run depends on the order of the nodes, here as there. */
async function medianQuality(graph: WeightedGraph, resolution: number): Promise<number> {
  const qualities: number[] = [];
  for (const seed of [0, 1, 2, 3, 4]) {
    qualities.push((await louvain(graph, { resolution }, createRandom(seed))).quality);
  }
  return qualities.sort((a, b) => a - b)[2];
}

test.each(fixture.cases)("modularity on $name is within half a percent of leidenalg's", async (one) => {
  for (const reached of one.reached) {
    const quality = await medianQuality(graphOf(one), reached.resolution);
    expect(quality, `resolution ${reached.resolution}`).toBeGreaterThanOrEqual(asGood(reached));
  }
});

for (const { file, reached } of fixture.tissues) {
  testNeeding(
    "../shared/data/annotated",
    hasTissue(file),
    `modularity on ${file} is within half a percent of the best of leidenalg's`,
    async () => {
      const graph = await fuzzyGraphOf(file);
      for (const each of reached) {
        const quality = await medianQuality(graph, each.resolution);
        expect(quality, `resolution ${each.resolution}`).toBeGreaterThanOrEqual(asGood(each));
      }
    },
  );
}

test("a single pass is no better than rounds of it", async () => {
  const graph = graphOf(fixture.cases[3]);
  const once = (await louvain(graph, { resolution: 2, iterations: 1, starts: 1 }, createRandom(3))).quality;
  const settled = (await louvain(graph, { resolution: 2, starts: 1 }, createRandom(3))).quality;
  expect(settled).toBeGreaterThan(once);
  await expect(louvain(graph, { starts: 0 })).rejects.toThrow(/louvain: expected a positive number of starts, got 0/);
});

test("communities are numbered by size, and the same seed gives the same", async () => {
  const graph = graphOf(fixture.cases[3]);
  const first = await louvain(graph, {}, createRandom(5));
  expect(await louvain(graph, {}, createRandom(5))).toEqual(first);
  const counted = Array.from(first.sizes, (_, c) => first.labels.filter((label) => label === c).length);
  expect(Array.from(first.sizes)).toEqual(counted);
  expect(counted).toEqual([...counted].sort((a, b) => b - a));
});

test("a graph without edges has communities of one", async () => {
  const empty = { starts: new Uint32Array(4), targets: new Uint32Array(0), weights: new Float64Array(0) };
  expect(Array.from((await louvain(empty)).labels)).toEqual([0, 1, 2]);
  await expect(louvain(empty, { resolution: Number.NaN })).rejects.toThrow(/louvain: expected a resolution from 0 up/);
});

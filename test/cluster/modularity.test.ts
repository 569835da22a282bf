import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { communityGraph, mergeNodes, modularity } from "../../src/cluster/modularity.ts";

interface Measured {
  readonly labels: number[];
  readonly resolution: number;
  readonly modularity: number;
}
const fixture = JSON.parse(readFileSync("fixtures/communities.json", "utf8"));
const measured: Measured[] = fixture.measured;
const graph = communityGraph({
  starts: Uint32Array.from(fixture.loops.starts),
  targets: Uint32Array.from(fixture.loops.targets),
  weights: Float64Array.from(fixture.loops.weights),
});

test("modularity equals igraph's, edges from nodes to themselves included", () => {
  for (const { labels, resolution, modularity: wanted } of measured) {
    expect(modularity(graph, Int32Array.from(labels), resolution)).toBeCloseTo(wanted, 12);
  }
});

test("merging the nodes of each community keeps the modularity", () => {
  for (const { labels, resolution, modularity: wanted } of measured) {
    const codes = Int32Array.from(labels);
    const merged = mergeNodes(graph, codes, Math.max(...labels) + 1);
    expect(
      modularity(
        merged,
        Int32Array.from({ length: merged.n }, (_, c) => c),
        resolution,
      ),
    ).toBeCloseTo(wanted, 12);
    expect(merged.total).toBeCloseTo(graph.total, 10);
  }
});

test("a graph without weight has modularity 0", () => {
  const empty = { starts: new Uint32Array(3), targets: new Uint32Array(0), weights: new Float64Array(0) };
  expect(modularity(communityGraph(empty), Int32Array.from([0, 1]))).toBe(0);
});

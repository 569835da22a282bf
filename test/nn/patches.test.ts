import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Graph } from "../../src/data/graph.ts";
import { cutIntoPatches } from "../../src/nn/patches.ts";
import { createSubgraphs } from "../../src/nn/subgraph.ts";
import { tissue } from "../methods/cellscape/tissue.ts";

const { graph } = tissue(40, 2);
const n = 1600;
const patchesOf = (count: number, seed = 0, of: Graph = graph) => {
  const { cells, starts } = cutIntoPatches(of, count, createRandom(seed));
  return Array.from({ length: count }, (_, s) => cells.slice(starts[s], starts[s + 1]).sort());
};
const sorted = (patches: Uint32Array[]) => patches.flatMap((patch) => [...patch]).sort((a, b) => a - b);
const allCells = Array.from({ length: n }, (_, i) => i);

describe.each([1, 2, 7, 16, 100, n])("%d patches", (count) => {
  const patches = patchesOf(count);

  test("hold every cell once, as many each as they can", () => {
    expect(sorted(patches)).toEqual(allCells);
    const sizes = new Set(patches.map(({ length }) => length));
    for (const size of sizes) expect([Math.floor(n / count), Math.ceil(n / count)]).toContain(size);
  });

  test("lie elsewhere for another seed, and in the same place for the same", () => {
    expect(patchesOf(count)).toEqual(patches);
    if (count > 2 && count < n) expect(patchesOf(count, 1)).not.toEqual(patches);
  });
});

test("patches are compact: of a lattice in pieces of 100 cells, four edges in five stay inside", () => {
  const subgraphs = createSubgraphs(graph);
  const inside = patchesOf(16).reduce((total, cells) => total + subgraphs.of(cells).targets.length, 0);
  // Squares of 10 x 10 keep 88 % of the edges.
  expect(inside / graph.targets.length).toBeGreaterThan(0.8);
});

test("tissues that do not touch, and cells without neighbours, are cut too", () => {
  const alone: Graph = { starts: new Uint32Array(31), targets: new Uint32Array(0), lengths: new Float32Array(0) };
  expect(sorted(patchesOf(4, 0, alone))).toEqual(allCells.slice(0, 30));
  const { starts, targets, lengths } = tissue(5, 2).graph;
  const twice: Graph = {
    starts: Uint32Array.of(...starts, ...starts.subarray(1).map((start) => start + targets.length)),
    targets: Uint32Array.of(...targets, ...targets.map((j) => j + 25)),
    lengths: Float32Array.of(...lengths, ...lengths),
  };
  // Half of the cells are one of the two tissues.
  const [first, second] = patchesOf(2, 3, twice).map((patch) => [...patch]);
  expect([first, second].toSorted((a, b) => a[0] - b[0])).toEqual([allCells.slice(0, 25), allCells.slice(25, 50)]);
});

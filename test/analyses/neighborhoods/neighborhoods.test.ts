import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { neighborhoodEnrichment } from "../../../src/analyses/neighborhoods/neighborhoods.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { Graph } from "../../../src/data/graph.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";

const fixture = JSON.parse(readFileSync("fixtures/analysis-spatial.json", "utf8"));
const graph: Graph = {
  starts: Uint32Array.from(fixture.graphStarts),
  targets: Uint32Array.from(fixture.graphTargets),
  lengths: new Float32Array(fixture.graphTargets.length),
};
const groups: CategoryColumn = {
  kind: "category",
  codes: Int32Array.from(fixture.codes),
  categories: fixture.categories,
  ordered: false,
};

test("counts equal squidpy's, and z-scores do within Monte Carlo error", async () => {
  const got = await neighborhoodEnrichment(graph, groups, { permutations: 4000 }, createRandom(1));
  const { counts, zScores }: { counts: number[]; zScores: number[] } = fixture.neighborhoods;
  expect([...got.counts]).toEqual(counts);
  zScores.forEach((z, pair) => {
    // Both sides shuffled 4000 times: the mean errs by 1 / sqrt(4000), the deviation by z / sqrt(8000); five times that.
    expect(Math.abs(got.zScores[pair] - z)).toBeLessThan(5 * Math.SQRT2 * Math.hypot(1 / 63, z / 89));
  });
});

test("cells without a category take no part", async () => {
  const codes = groups.codes.map((code, i) => (i % 5 === 0 ? -1 : code));
  const { counts } = await neighborhoodEnrichment(graph, { ...groups, codes }, { permutations: 1 });
  let edges = 0;
  for (let i = 0; i < codes.length; i++) {
    for (let e = graph.starts[i]; e < graph.starts[i + 1]; e++) if (i % 5 !== 0 && graph.targets[e] % 5 !== 0) edges++;
  }
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(edges);
});

test("sections of one cell each leave nothing to shuffle", async () => {
  const sections = Int32Array.from(groups.codes.keys());
  const { counts, expected, zScores } = await neighborhoodEnrichment(graph, groups, { permutations: 3, sections });
  expect(expected).toEqual(counts);
  for (const z of zScores) expect(z).toBeNaN();
});

test("one category, or no permutation, is refused", async () => {
  await expect(neighborhoodEnrichment(graph, { ...groups, categories: ["a"] })).rejects.toThrow(
    "at least two categories, got 1",
  );
  await expect(neighborhoodEnrichment(graph, groups, { permutations: 0 })).rejects.toThrow(
    "at least one permutation, got 0",
  );
});

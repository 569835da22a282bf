import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { neighborhoodEnrichment } from "../../../src/analyses/neighborhoods/neighborhoods.ts";
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

test("counts equal squidpy's, and z-scores do within the error of its permutations", () => {
  const got = neighborhoodEnrichment(graph, groups);
  const { counts, zScores }: { counts: number[]; zScores: number[] } = fixture.neighborhoods;
  expect([...got.counts]).toEqual(counts);
  zScores.forEach((z, pair) => {
    // 4000 permutations there: the mean errs by 1 / sqrt(4000), the deviation by z / sqrt(8000); five times that.
    expect(Math.abs(got.zScores[pair] - z)).toBeLessThan(5 * Math.hypot(1 / 63, z / 89));
  });
});

test("sections are permuted each by itself: their means and variances add up", () => {
  const n = groups.codes.length;
  const { starts, targets } = graph;
  const twice: Graph = {
    starts: Uint32Array.from({ length: 2 * n + 1 }, (_, i) => (i <= n ? starts[i] : starts[n] + starts[i - n])),
    targets: Uint32Array.from({ length: 2 * targets.length }, (_, e) =>
      e < targets.length ? targets[e] : n + targets[e - targets.length],
    ),
    lengths: new Float32Array(2 * targets.length),
  };
  const codes = Int32Array.from({ length: 2 * n }, (_, i) => groups.codes[i % n]);
  const sections = Int32Array.from({ length: 2 * n }, (_, i) => (i < n ? 7 : 3));
  const one = neighborhoodEnrichment(graph, groups);
  const both = neighborhoodEnrichment(twice, { ...groups, codes }, { sections });
  one.zScores.forEach((z, pair) => {
    expect(both.counts[pair]).toBe(2 * one.counts[pair]);
    expect(both.expected[pair]).toBeCloseTo(2 * one.expected[pair], 8);
    expect(both.zScores[pair]).toBeCloseTo(Math.SQRT2 * z, 8);
  });
  const apart = sections.map((_, i) => i % 2);
  expect(() => neighborhoodEnrichment(twice, { ...groups, codes }, { sections: apart })).toThrow(
    "expected neighbours within sections, got cell 0 of section 0 beside cell",
  );
});

test("cells without a category take no part", () => {
  const codes = groups.codes.map((code, i) => (i % 5 === 0 ? -1 : code));
  const { counts } = neighborhoodEnrichment(graph, { ...groups, codes });
  let edges = 0;
  for (let i = 0; i < codes.length; i++) {
    for (let e = graph.starts[i]; e < graph.starts[i + 1]; e++) if (i % 5 !== 0 && graph.targets[e] % 5 !== 0) edges++;
  }
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(edges);
});

test("labels that fall only one way have no score", () => {
  const codes = groups.codes.map(() => 1);
  const { counts, expected, zScores } = neighborhoodEnrichment(graph, { ...groups, codes });
  expected.forEach((count, pair) => {
    expect(count).toBeCloseTo(counts[pair], 6);
  });
  for (const z of zScores) expect(z).toBeNaN();
});

test("one category is refused", () => {
  expect(() => neighborhoodEnrichment(graph, { ...groups, categories: ["a"] })).toThrow(
    "at least two categories, got 1",
  );
});

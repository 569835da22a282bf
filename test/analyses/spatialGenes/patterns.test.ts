import { expect, test } from "vitest";
import { distinctPatterns } from "../../../src/analyses/spatialGenes/patterns.ts";

/** 60 cells in a row, each beside the next. */
const n = 60;
const beside = Array.from({ length: n }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < n));
const graph = {
  starts: Uint32Array.from({ length: n + 1 }, (_, i) => beside.slice(0, i).flat().length),
  targets: Uint32Array.from(beside.flat()),
};
const left = Float64Array.from({ length: n }, (_, i) => (i < 30 ? 3 : 0));
const alike = left.map((value, i) => 2 * value + (i % 3));
const opposite = left.map((value) => 3 - value);
const middle = Float64Array.from({ length: n }, (_, i) => (i >= 15 && i < 45 ? 2 : 0));
const expression = [left, alike, opposite, middle];
const valuesOf = (genes: readonly number[]) => genes.map((gene) => expression[gene]);
const ranked = [0.9, 0.85, 0.8, 0.75].map((statistic, gene) => ({ gene, statistic }));

test("genes of one pattern, or of its opposite, are shown once", () => {
  expect(distinctPatterns(ranked, valuesOf, { graph, count: 2 })).toEqual([0, 3]);
});

test("where too few patterns differ, more alike genes follow", () => {
  expect(distinctPatterns(ranked, valuesOf, { graph, count: 4 })).toEqual([0, 1, 2, 3]);
});

test("a gene of a low statistic is no alternative", () => {
  const low = ranked.map((each) => ({ ...each, statistic: each.gene === 3 ? 0.2 : each.statistic }));
  expect(distinctPatterns(low, valuesOf, { graph, count: 2 })).not.toContain(3);
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { GeneSets } from "../../../src/analyses/geneSets/geneSets.ts";
import { enrichmentScore, nullScores, runningScore } from "../../../src/analyses/gsea/enrichmentScore.ts";
import { gsea } from "../../../src/analyses/gsea/gsea.ts";
import { createRandom } from "../../../src/core/random.ts";

interface Row {
  readonly term: string;
  readonly enrichmentScore: number;
  readonly normalizedScore: number;
  readonly pValue: number;
  readonly falseDiscoveryRate: number;
  readonly leadingEdge: string[];
}
const fixture: {
  sets: Record<string, string[]>;
  genes: string[];
  scores: number[];
  gsea: { weight: number; rows: Row[] }[];
} = JSON.parse(readFileSync("fixtures/analysis-enrichment.json", "utf8"));
const library: GeneSets = {
  name: "library",
  sets: Object.entries(fixture.sets).map(([name, genes]) => ({ name, description: "", genes })),
  notes: [],
};
const limits = { minSize: 8, maxSize: 80 };

describe.each(fixture.gsea)("pre-ranked GSEA with weight $weight", ({ weight, rows }) => {
  const got = gsea(fixture.genes, fixture.scores, library, { ...limits, weight, permutations: 5000 });
  const find = (name: string) => got.terms.find(({ term }) => term === name);

  test("scores and leading edges equal GSEApy's", () => {
    expect(got.terms.length).toBe(rows.length);
    for (const row of rows) {
      expect(Math.abs((find(row.term)?.enrichmentScore ?? Number.NaN) - row.enrichmentScore)).toBeLessThan(1e-9);
      // Without weights the sum may peak twice at the same height, and rounding decides which comes first.
      if (weight > 0) expect(find(row.term)?.leadingEdge).toEqual(row.leadingEdge);
    }
  });

  test("normalised scores, p-values and rates agree within Monte Carlo error", () => {
    for (const row of rows) {
      const term = find(row.term);
      // 5000 permutations on both sides: a mean score errs by about a hundredth, a p-value near 0.5 too.
      expect(Math.abs((term?.normalizedScore ?? Number.NaN) / row.normalizedScore - 1)).toBeLessThan(0.05);
      expect(Math.abs((term?.pValue ?? Number.NaN) - row.pValue)).toBeLessThan(0.05);
      expect(Math.abs((term?.falseDiscoveryRate ?? Number.NaN) - row.falseDiscoveryRate)).toBeLessThan(0.08);
    }
  });
});

describe("the running sum", () => {
  const rng = createRandom(1);
  const magnitudes = Float64Array.from({ length: 50 }, () => Math.abs(rng.normal()));

  test("has the enrichment score as its extreme", () => {
    for (let t = 0; t < 30; t++) {
      const hits = rng
        .permutation(50)
        .slice(0, 1 + rng.integer(20))
        .sort();
      const running = runningScore(hits, magnitudes);
      const { score, peak } = enrichmentScore(hits, magnitudes);
      expect(running[peak]).toBeCloseTo(score, 12);
      expect(Math.max(...running.map(Math.abs))).toBeCloseTo(Math.abs(score), 12);
      expect(running[49]).toBeCloseTo(0, 12);
    }
  });

  test("of the random sets is that of sets of genes drawn alike", () => {
    const sizes = [3, 9];
    const [three, nine] = nullScores(magnitudes, { sizes, permutations: 4000 }, createRandom(2));
    for (const [size, scores] of [
      [3, three],
      [9, nine],
    ] as const) {
      const direct = Float64Array.from(
        { length: 4000 },
        () => enrichmentScore(rng.permutation(50).slice(0, size).sort(), magnitudes).score,
      );
      const mean = (values: Float64Array) => values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
      // Scores deviate by about 0.2, so the difference of two means of 4000 by 0.0045; five times that.
      expect(Math.abs(mean(scores) - mean(direct))).toBeLessThan(0.0225);
    }
  });
});

test("the same seed gives the same result and another seed does not", () => {
  const run = (seed: number) =>
    gsea(fixture.genes, fixture.scores, library, { ...limits, permutations: 30 }, createRandom(seed));
  expect(run(1)).toEqual(run(1));
  expect(run(1).terms.map(({ pValue }) => pValue)).not.toEqual(run(2).terms.map(({ pValue }) => pValue));
});

test("mouse symbols meet human sets, and the note says how many sets were too small or large", () => {
  const mouse = fixture.genes.map((gene) => gene.toLowerCase());
  const got = gsea(mouse, fixture.scores, library, { minSize: 40, permutations: 10 });
  expect(got.terms.length).toBeGreaterThan(0);
  expect(got.terms[0].leadingEdge.every((gene) => gene === gene.toLowerCase())).toBe(true);
  expect(got.notes[0]).toContain("compared without their case");
  expect(got.notes[1]).toContain("of 25 gene sets have fewer than 40 or more than 500 ranked genes");
});

test("scores that cannot be ranked are refused", () => {
  expect(() => gsea(["A", "B"], [1], library)).toThrow("expected [genes=2], got [1]");
  expect(() => gsea(["A", "B"], [1, Number.NaN], library)).toThrow("a finite score for B, got NaN");
  expect(() => gsea(["A", "A"], [1, 2], library)).toThrow("each gene once, got A twice");
  expect(() => gsea(["A"], [1], library, { permutations: 0 })).toThrow("at least one permutation, got 0");
});

test("a ranking that no set meets gives no terms", () => {
  expect(gsea(["A", "B"], [1, 2], library).terms).toEqual([]);
});

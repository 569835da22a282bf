import { describe, expect, test } from "vitest";
import { compositionEnrichment } from "../../../src/analyses/composition/compositionEnrichment.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";

function column(codes: ArrayLike<number>, categories: string[]): CategoryColumn {
  return { kind: "category", codes: Int32Array.from(codes), categories, ordered: false };
}

const domains = column([0, 0, 0, 1, 1, -1, 1], ["L1", "WM", "empty"]);
const types = column([0, 0, 1, 1, 1, 0, -1], ["Astro", "Oligo"]);

describe("enrichment of types in domains", () => {
  const rng = createRandom(5);
  const n = 400;
  const home = Int32Array.from({ length: n }, () => rng.integer(3));
  const kind = home.map((code) => (rng.uniform() < 0.3 ? code : rng.integer(4)));
  const inDomains = column(home, ["a", "b", "c"]);
  const ofTypes = column(kind, ["w", "x", "y", "z"]);

  test("permutations tend to the hypergeometric tails", () => {
    const permutations = 3000;
    const got = compositionEnrichment(inDomains, ofTypes, { permutations });
    for (const side of ["pEnriched", "pDepleted"] as const) {
      got.exact?.[side].forEach((p, pair) => {
        // Five standard errors of a proportion, and the one that is added.
        const error = 5 * Math.sqrt((p * (1 - p)) / permutations) + 2 / permutations;
        expect(Math.abs(got[side][pair] - p)).toBeLessThan(error);
      });
    }
  });

  test("z-scores equal those of the hypergeometric distribution within Monte Carlo error", () => {
    const got = compositionEnrichment(inDomains, ofTypes, { permutations: 3000 });
    const { counts } = got.composition;
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 4; j++) {
        const cells = home.filter((code) => code === i).length;
        const marked = kind.filter((code) => code === j).length;
        const mean = (cells * marked) / n;
        const z = (counts[i * 4 + j] - mean) / Math.sqrt((mean * (1 - marked / n) * (n - cells)) / (n - 1));
        expect(Math.abs(got.zScores[i * 4 + j] - z)).toBeLessThan(5 * Math.hypot(1 / 54, z / 77));
      }
    }
  });

  test("log ratios compare with the whole tissue", () => {
    const { logRatios } = compositionEnrichment(domains, types, { permutations: 1 });
    expect(logRatios[0]).toBeCloseTo(Math.log2(2 / 3 / 0.4), 12);
    expect(logRatios[2]).toBe(Number.NEGATIVE_INFINITY);
  });

  test("types stay in their section", () => {
    const got = compositionEnrichment(inDomains, ofTypes, { permutations: 5, sections: home });
    expect(got.exact).toBeUndefined();
    for (const p of got.pEnriched) expect(p).toBe(1);
    for (const p of got.pDepleted) expect(p).toBe(1);
  });

  test("the same seed gives the same p-values", () => {
    const run = (seed: number) => compositionEnrichment(inDomains, ofTypes, { permutations: 50 }, createRandom(seed));
    expect(run(8)).toEqual(run(8));
    expect(run(8).zScores).not.toEqual(run(9).zScores);
  });

  test("inputs are not touched, and no permutation is refused", () => {
    const before = ofTypes.codes.slice();
    compositionEnrichment(inDomains, ofTypes, { permutations: 3 });
    expect(ofTypes.codes).toEqual(before);
    expect(() => compositionEnrichment(inDomains, ofTypes, { permutations: 0 })).toThrow("got 0");
  });
});

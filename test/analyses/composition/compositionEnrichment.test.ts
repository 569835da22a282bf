import { describe, expect, test } from "vitest";
import { composition } from "../../../src/analyses/composition/composition.ts";
import { compositionEnrichment } from "../../../src/analyses/composition/compositionEnrichment.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";
import { labelShuffler } from "../../../src/math/statistics/shuffle.ts";

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

  test("scores and p-values are what those of permutations tend to", () => {
    const permutations = 3000;
    const got = compositionEnrichment(inDomains, ofTypes);
    const { counts } = got.composition;
    const shuffle = labelShuffler(ofTypes.codes, undefined, createRandom(3));
    const [sums, squares, more, fewer] = [0, 1, 2, 3].map(() => new Float64Array(counts.length));
    for (let k = 0; k < permutations; k++) {
      const shuffled = composition(inDomains, { ...ofTypes, codes: shuffle() }).counts;
      shuffled.forEach((count, pair) => {
        sums[pair] += count;
        squares[pair] += count * count;
        if (count >= counts[pair]) more[pair]++;
        if (count <= counts[pair]) fewer[pair]++;
      });
    }
    counts.forEach((count, pair) => {
      const mean = sums[pair] / permutations;
      const z = (count - mean) / Math.sqrt(squares[pair] / permutations - mean * mean);
      expect(Math.abs(got.zScores[pair] - z)).toBeLessThan(5 * Math.hypot(1 / 54, z / 77));
      for (const [p, hits] of [
        [got.pEnriched[pair], more[pair]],
        [got.pDepleted[pair], fewer[pair]],
      ]) {
        // Five standard errors of a proportion, and one permutation.
        const error = 5 * Math.sqrt((p * (1 - p)) / permutations) + 1 / permutations;
        expect(Math.abs(hits / permutations - p)).toBeLessThan(error);
      }
    });
  });

  test("a type in which all cells fall has no score", () => {
    const { zScores, pEnriched, adjusted } = compositionEnrichment(inDomains, column(new Int32Array(n), ["all"]));
    for (const z of zScores) expect(z).toBeNaN();
    for (const p of [...pEnriched, ...adjusted]) expect(p).toBeCloseTo(1, 12);
  });

  test("log ratios compare with the whole tissue", () => {
    const { logRatios } = compositionEnrichment(domains, types);
    expect(logRatios[0]).toBeCloseTo(Math.log2(2 / 3 / 0.4), 12);
    expect(logRatios[2]).toBe(Number.NEGATIVE_INFINITY);
  });

  test("inputs are not touched", () => {
    const before = ofTypes.codes.slice();
    compositionEnrichment(inDomains, ofTypes);
    expect(ofTypes.codes).toEqual(before);
  });
});

import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { arrange, distortion, exchange, exchangeGain } from "../../src/genemap/arrangement.ts";
import { nearestPlaces } from "../../src/genemap/places.ts";
import { gromovWasserstein } from "../../src/genemap/transport.ts";

/** Genes that are points of the plane: distances are squared, as 1 - r is. */
function planar(p: number, seed: number): Float32Array {
  const rng = createRandom(seed);
  const points = Array.from({ length: p }, () => [rng.uniform(), rng.uniform()]);
  return Float32Array.from({ length: p * p }, (_, at) => {
    const [a, b] = [points[Math.floor(at / p)], points[at % p]];
    return ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) / 2;
  });
}

describe("gromovWasserstein", () => {
  test("never ends above where it began, and begins again from where it ended", () => {
    for (const seed of [1, 2, 3]) {
      const [distance, places] = [planar(30, seed), nearestPlaces(30, 6).distance];
      const start = Int32Array.from(createRandom(seed).permutation(30));
      const end = gromovWasserstein(distance, places, start);
      expect(distortion(end)).toBeLessThan(distortion(arrange(distance, places, start)));
      expect([...end.geneAt].sort((a, b) => a - b)).toEqual(Array.from(start, (_, u) => u));
      expect(gromovWasserstein(distance, places, end.geneAt).geneAt).toEqual(end.geneAt);
    }
  });

  test("leaves a perfect arrangement alone", () => {
    const { distance } = nearestPlaces(25, 5);
    const identity = Int32Array.from({ length: 25 }, (_, u) => u);
    const end = gromovWasserstein(distance, distance, identity);
    expect(end.geneAt).toEqual(identity);
    expect(distortion(end)).toBe(0);
  });
});

describe("arrangement", () => {
  test("the gain of an exchange is what the distortion falls by", () => {
    const rng = createRandom(7);
    for (const p of [2, 3, 8, 21]) {
      const arrangement = arrange(
        planar(p, p),
        nearestPlaces(p, Math.ceil(Math.sqrt(p))).distance,
        Int32Array.from(rng.permutation(p)),
      );
      for (let trial = 0; trial < 20; trial++) {
        const [a, b] = [rng.integer(p), rng.integer(p)];
        const before = distortion(arrangement);
        const gain = exchangeGain(arrangement, a, b);
        exchange(arrangement, a, b);
        // Distances are float32.
        expect(before - distortion(arrangement)).toBeCloseTo((4 * gain) / (p * p), 6);
      }
    }
  });
});

import { expect, test } from "vitest";
import reference from "../../fixtures/autocorrelation-factors.json" with { type: "json" };
import { createRandom } from "../../src/core/random.ts";
import { autocorrelationFactors } from "../../src/spatial/autocorrelationFactors.ts";
import { neighborsInSections } from "../../src/spatial/neighborsInSections.ts";

const columns = reference.columns;
const points = {
  rows: reference.points.length / columns,
  columns,
  values: Float64Array.from(reference.points),
};
const neighbors = Int32Array.from(reference.neighbors);

test.each(reference.cases)(
  "factors of ranks $from to $to are those of LAPACK's generalised solver",
  async (expected) => {
    const { from, to } = expected;
    const { scores, autocorrelations } = await autocorrelationFactors(points, { neighbors, from, to }, createRandom(0));
    autocorrelations.forEach((value, k) => {
      expect(value).toBeCloseTo(expected.autocorrelations[k], 10);
    });
    scores.values.forEach((value, e) => {
      expect(value).toBeCloseTo(expected.scores[e], 9);
    });
  },
);

/** A 20 x 20 lattice whose first column of points follows the tissue; the others are noise. */
async function tissue(followed: number) {
  const rng = createRandom(5);
  const n = 400;
  const xy = Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 ? Math.floor(e / 40) : (e >> 1) % 20));
  const values = Float64Array.from({ length: 5 * n }, (_, e) => {
    const i = Math.floor(e / 5);
    return 3 * rng.normal() + (e % 5 < followed ? 3 * Math.sin(xy[2 * i + (e % 5)] / 3) : 0);
  });
  const near = await neighborsInSections({ rows: n, columns: 2, values: xy }, () => 12);
  return { points: { rows: n, columns: 5, values }, near: { neighbors: near, from: 0, to: 12 } };
}

test.each([0, 1, 2])(
  "%i directions follow the tissue: they are significant, and noise is not as a whole",
  async (followed) => {
    const { points, near } = await tissue(followed);
    const { significant } = await autocorrelationFactors(points, near, createRandom(1));
    expect(significant).toBeGreaterThanOrEqual(followed);
    expect(significant).toBeLessThan(followed + 3);
  },
);

test("points without spread have no factors", async () => {
  const { near } = await tissue(0);
  const flat = { rows: 400, columns: 2, values: new Float64Array(800).fill(2) };
  const { significant, scores } = await autocorrelationFactors(flat, near, createRandom(1));
  expect(significant).toBe(0);
  expect(scores.values.every((value) => Math.abs(value) === 0)).toBe(true);
});

test("neighbours of other cells are refused", async () => {
  const near = { neighbors: new Int32Array(7), from: 0, to: 1 };
  await expect(autocorrelationFactors(points, near, createRandom(0))).rejects.toThrow(/neighbors/);
});

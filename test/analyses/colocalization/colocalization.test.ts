import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { colocalization } from "../../../src/analyses/colocalization/colocalization.ts";
import { type Mask, maskTarget, pointTarget } from "../../../src/analyses/colocalization/colocalizationTarget.ts";
import { createRandom, type Random } from "../../../src/core/random.ts";

const fixture = JSON.parse(readFileSync("fixtures/colocalization.json", "utf8"));
const matrix = (values: ArrayLike<number>) => ({
  rows: values.length / 2,
  columns: 2,
  values: Float64Array.from(values),
});
const cells = { positions: matrix(fixture.cells), values: Float64Array.from(fixture.values as number[]) };
const target = pointTarget(matrix(fixture.points));

/** Waves of random direction: neighbours are alike, and nothing has to do with any points. */
function patchy(positions: Float64Array, rng: Random): Float64Array {
  const waves = Array.from({ length: 6 }, () => [rng.normal(), rng.normal(), 2 * Math.PI * rng.uniform()]);
  return Float64Array.from({ length: positions.length / 2 }, (_, i) =>
    waves.reduce(
      (sum, [a, b, phase]) => sum + Math.cos((a * positions[2 * i] + b * positions[2 * i + 1]) / 12 + phase),
      0,
    ),
  );
}

const uniform = (count: number, rng: Random) => Float64Array.from({ length: 2 * count }, () => 100 * rng.uniform());

describe("colocalization", () => {
  test("nearness is Mann-Whitney's U of scipy, and the profile is that of the bins", () => {
    const { threshold, edges } = fixture;
    const found = colocalization(cells, target, { threshold, edges, permutations: 19 });
    expect(found.nearness).toBeCloseTo(fixture.nearness, 12);
    expect(found.medianDistanceHigh).toBeCloseTo(fixture.medianHigh, 12);
    expect(found.medianDistanceOther).toBeCloseTo(fixture.medianOther, 12);
    expect(found.profile.map(({ from, to }) => [from, to])).toEqual([
      [0, 5],
      [5, 10],
      [10, 20],
      [20, Number.POSITIVE_INFINITY],
    ]);
    found.profile.forEach(({ meanValue, shareHigh }, bin) => {
      expect(meanValue).toBeCloseTo(fixture.meanValues[bin], 12);
      expect(shareHigh).toBeCloseTo(fixture.shares[bin], 12);
    });
    expect(found.profile.reduce((sum, bin) => sum + bin.cells, 0)).toBe(150);
  });

  test.each(["shift", "labels"] as const)(
    "what lies near the points is found by the null of %s, the same for a seed",
    (kind) => {
      const options = { null: kind, permutations: 199, threshold: fixture.threshold, edges: fixture.edges };
      const found = colocalization(cells, target, options);
      expect(found.nearness).toBeGreaterThan(0.65);
      expect(found.pValue).toBeLessThan(0.05);
      expect(found.zScore).toBeGreaterThan(2);
      expect(Math.abs(found.nullMean - 0.5)).toBeLessThan(0.1);
      expect(found.profile[0].shareHigh).toBeGreaterThan(found.profile[0].nullShare[1]);
      expect(colocalization(cells, target, options)).toEqual(found);
    },
  );

  test("values that keep away from the points are found too, on the other side", () => {
    const away = { ...cells, values: Float64Array.from(fixture.distances as number[]) };
    const found = colocalization(away, target, { permutations: 199 });
    expect(found.nearness).toBeLessThan(0.2);
    expect(found.zScore).toBeLessThan(-2);
    expect(found.pValue).toBeLessThan(0.05);
  });

  test("a patchy gene without relation is rarely significant by shifts, and often by shuffled labels", () => {
    const rng = createRandom(4);
    const runs = 60;
    const below = { shift: 0, labels: 0 };
    for (let run = 0; run < runs; run++) {
      const positions = uniform(150, rng);
      const points = pointTarget(matrix(uniform(8, rng)));
      const given = { positions: matrix(positions), values: patchy(positions, rng) };
      for (const kind of ["shift", "labels"] as const) {
        const found = colocalization(given, points, { null: kind, permutations: 59, rng: rng.split(run) });
        if (found.pValue < 0.05) below[kind]++;
      }
    }
    // 3 of 60 are expected at 5 %; 9 or more in less than one of 300 such tests.
    expect(below.shift).toBeLessThan(9);
    expect(below.labels).toBeGreaterThan(12);
  });

  test("samples are apart: cells of samples without points do not count, and high is high within a sample", () => {
    const doubled = {
      positions: matrix([...fixture.cells, ...fixture.cells, ...fixture.cells]),
      values: [...fixture.values, ...fixture.values.map((value: number) => 100 * value), ...fixture.values],
      samples: Int32Array.from({ length: 450 }, (_, i) => (i < 150 ? 0 : i < 300 ? 1 : 2)),
    };
    const both = matrix([...fixture.points, ...fixture.points]);
    const samplesOfPoints = Int32Array.from({ length: 24 }, (_, t) => (t < 12 ? 0 : 1));
    const found = colocalization(doubled, pointTarget(both, samplesOfPoints), { permutations: 19 });
    const alone = colocalization(cells, target, { permutations: 19 });
    expect(alone.high).toBe(15);
    expect([found.cells, found.high]).toEqual([300, 2 * alone.high]);
    expect(found.nearness).toBeCloseTo(alone.nearness, 12);
  });

  test("of sparse counts the high cells are those that have any", () => {
    const counts = Float64Array.from({ length: 150 }, (_, i) => (i % 50 === 0 ? 2 : 0));
    expect(colocalization({ ...cells, values: counts }, target, { permutations: 9 }).high).toBe(3);
  });

  test("cells at one place, and cells as far as each other, are related to nothing", () => {
    const same = { positions: matrix(new Array(20).fill(3)), values: Float64Array.from({ length: 10 }, (_, i) => i) };
    const found = colocalization(same, target, { permutations: 19 });
    expect([found.nearness, found.zScore, found.pValue]).toEqual([0.5, 0, 1]);
  });

  test("values that are not numbers, nothing high, no points and odd edges are refused", () => {
    const ask =
      (values: Float64Array, options = {}) =>
      () =>
        colocalization({ ...cells, values }, target, options);
    expect(ask(new Float64Array(150))).toThrow(/expected some high cells, got none of 150/);
    expect(ask(cells.values, { threshold: -1 })).toThrow(/got all of 150; choose a threshold \(/);
    expect(ask(cells.values.map((v, i) => (i === 7 ? Number.NaN : v)))).toThrow(/got NaN for cell 7/);
    expect(ask(cells.values, { edges: [0, 5, 5] })).toThrow(/ascending edges from 0 on, got 0, 5, 5/);
    expect(ask(cells.values, { highShare: 1 })).toThrow(/a share between 0 and 1, got 1/);
    expect(ask(cells.values.subarray(1))).toThrow(/cells=150/);
    expect(() => pointTarget(matrix([]))).toThrow(/expected points, got none/);
    expect(() => pointTarget(matrix([1, Number.NaN]))).toThrow(/finite points, got \(1, NaN\) for point 0/);
    const elsewhere = pointTarget(matrix([1, 2]), Int32Array.of(3));
    expect(() => colocalization(cells, elsewhere)).toThrow(/cells in a sample with a target/);
  });
});

describe("maskTarget", () => {
  const mask: Mask = { ...fixture.mask, x: 10, y: -4, pixel: 2 };

  test("pixel centres outside are as far as scipy's distance transform says, and those inside at distance 0", () => {
    const found = maskTarget(new Map([[2, mask]]));
    for (let row = 0; row < mask.height; row++) {
      for (let column = 0; column < mask.width; column++) {
        const distance = found.distance(2, 10 + 2 * (column + 0.5), -4 + 2 * (row + 0.5));
        expect(distance).toBeCloseTo(fixture.mask.outside[row * mask.width + column], 12);
      }
    }
    expect(found.has(2)).toBe(true);
    expect(found.distance(0, 10, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  test("an empty mask, one of another size and pixels without size are refused", () => {
    expect(() => maskTarget(new Map([[0, { ...mask, values: new Uint8Array(600) }]]))).toThrow(/a mask of something/);
    expect(() => maskTarget(new Map([[0, { ...mask, values: [1] }]]))).toThrow(/width x height=600/);
    expect(() => maskTarget(new Map([[0, { ...mask, pixel: 0 }]]))).toThrow(/pixels above 0 in size, got 0/);
  });
});

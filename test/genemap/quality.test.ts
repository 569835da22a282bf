import { expect, test } from "vitest";
import { nearestPlaces } from "../../src/genemap/places.ts";
import { mapQuality } from "../../src/genemap/quality.ts";

/** 16 genes on a line, each correlated the more with another the nearer that is. */
const p = 16;
const correlation = {
  rows: p,
  columns: p,
  values: Float32Array.from({ length: p * p }, (_, e) => 1 - Math.abs(Math.floor(e / p) - (e % p)) / p),
};
const places = nearestPlaces(p, 4);

test("genes in the rows of the grid lie nearer to those that they correlate with than by chance", () => {
  const inRows = Int32Array.from({ length: p }, (_, i) => i);
  const { pairs, distance, random, ratio } = mapQuality(correlation, places, inRows);
  // The 32 largest of 120 correlations end among the 14 of genes two apart and the 13 of genes three apart.
  expect(pairs).toBe(15 + 14 + 13);
  expect(ratio).toBeCloseTo(distance / random, 12);
  const strewn = Int32Array.from({ length: p }, (_, i) => (7 * i) % p);
  expect(ratio).toBeLessThan(mapQuality(correlation, places, strewn).ratio);
});

test("chance is the mean distance of all pairs of places, in steps of the grid", () => {
  const two = nearestPlaces(4, 2);
  const same = { rows: 4, columns: 4, values: new Float32Array(16).fill(1) };
  const { pairs, distance, random } = mapQuality(same, two, Int32Array.of(0, 1, 2, 3));
  expect(pairs).toBe(6);
  expect(random).toBeCloseTo((4 + 2 * Math.SQRT2) / 6, 6);
  expect(distance).toBeCloseTo(random, 6);
});

test("one gene has no pair, and no map is better than chance", () => {
  const one = { rows: 1, columns: 1, values: Float32Array.of(1) };
  expect(mapQuality(one, nearestPlaces(1, 1), Int32Array.of(0))).toEqual({
    pairs: 0,
    distance: 0,
    random: 0,
    ratio: 1,
  });
});

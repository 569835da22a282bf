import { expect, test } from "vitest";
import { patchCells, patchShares } from "../../src/cohort/patchShares.ts";

test("samples that fit are taken as a whole", () => {
  expect(patchShares([5000, 300, 20_000], 25_300)).toEqual([undefined, undefined, undefined]);
});

test("a sketch smaller than eight patches of each sample has fewer of each, one at least", () => {
  const cells = Array.from({ length: 24 }, () => 5000);
  expect(patchShares(cells, 12_000)).toEqual(cells.map(() => 1));
  expect(patchShares(cells, 24 * 3 * patchCells)).toEqual(cells.map(() => 3));
  expect(patchShares(cells, 256)).toEqual(cells.map(() => 1));
});

test("tiles of a section share what the section has", () => {
  const [whole, other] = patchShares([400_000, 100_000], 200 * patchCells);
  const [first, second, rest] = patchShares([300_000, 100_000, 100_000], 200 * patchCells, [400_000, 400_000, 100_000]);
  expect(Math.abs((rest ?? 0) - (other ?? 0))).toBeLessThanOrEqual(1);
  expect(Math.abs((first ?? 0) + (second ?? 0) - (whole ?? 0))).toBeLessThanOrEqual(2);
  expect((first ?? 0) / (second ?? 1)).toBeCloseTo(3, 0);
});

test("of larger ones patches follow the square root of the cells, eight at least, within the budget", () => {
  const cells = [40_000, 160_000, 4_000_000, 3000, 900];
  const shares = patchShares(cells, 100 * patchCells);
  const counts = shares.map((count, s) => count ?? Math.ceil(cells[s] / patchCells));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(100);
  expect(counts[3]).toBe(8);
  expect(shares[4]).toBeUndefined();
  expect(counts[1] / counts[0]).toBeCloseTo(2, 0);
  expect(counts[2]).toBeGreaterThan(counts[1]);
  expect(counts[2]).toBeLessThan(12 * counts[0]);
});

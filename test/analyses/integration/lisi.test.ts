import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lisi } from "../../../src/analyses/integration/lisi.ts";
import { createRandom } from "../../../src/core/random.ts";
import { nearestRows } from "../../../src/math/neighbors/nearestRows.ts";

const fixture = JSON.parse(readFileSync("fixtures/integration.json", "utf8"));
const rows = { rows: fixture.label.length, columns: fixture.dims, values: Float64Array.from(fixture.rows) };
const neighbors = await nearestRows(rows, 90);

test.each([
  ["sample", "lisiOfSamples"],
  ["label", "lisiOfLabels"],
])("the LISI of each cell equals harmonypy's: %s", (codes, expected) => {
  lisi(neighbors, Int32Array.from(fixture[codes])).forEach((value, i) => {
    // harmonypy meets the entropy to 1e-5.
    expect(Math.abs(value - fixture[expected][i])).toBeLessThan(2e-5);
  });
});

test("LISI is 1 among cells of one label and near the number of labels where they are mixed", async () => {
  const rng = createRandom(3);
  const n = 600;
  const points = { rows: n, columns: 2, values: Float64Array.from({ length: 2 * n }, () => rng.uniform()) };
  const found = await nearestRows(points, 90);
  expect([...new Set(lisi(found, new Int32Array(n)))].every((value) => Math.abs(value - 1) < 1e-12)).toBe(true);
  const mixed = lisi(
    found,
    Int32Array.from({ length: n }, (_, i) => i % 3),
  );
  expect(mixed.reduce((sum, value) => sum + value, 0) / n).toBeGreaterThan(2.6);
  expect(Math.max(...mixed)).toBeLessThanOrEqual(3);
});

test("LISI does not depend on the unit of distance", () => {
  const labels = Int32Array.from(fixture.sample);
  const near = lisi(neighbors, labels);
  for (const unit of [1e-6, 1e6]) {
    const scaled = { ...neighbors, distances: neighbors.distances.map((distance) => unit * distance) };
    // The entropy is met to 1e-7, from another side.
    lisi(scaled, labels).forEach((value, i) => {
      expect(Math.abs(value - near[i])).toBeLessThan(1e-5);
    });
  }
});

test("neighbours at equal distances weigh the same", () => {
  const indices = Uint32Array.from([0, 1, 2, 3].flatMap((i) => [1, 2, 3].map((step) => (i + step) % 4)));
  const values = lisi({ k: 3, indices, distances: new Float64Array(12) }, Int32Array.of(0, 1, 2, 3), {
    perplexity: 2,
  });
  for (const value of values) expect(value).toBeCloseTo(3, 12);
});

test("negative labels and a perplexity above the neighbours are refused", () => {
  const labels = Int32Array.from(fixture.sample);
  expect(() => lisi(neighbors, labels, { perplexity: 91 })).toThrow(/perplexity of 1 to the 90 neighbours, got 91/);
  expect(() => lisi(neighbors, labels.fill(-1, 7, 8))).toThrow(/labels >= 0, got -1 for cell 7/);
  expect(() => lisi(neighbors, labels.subarray(1))).toThrow(/cells=239/);
});

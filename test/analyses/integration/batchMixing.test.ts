import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { batchMixing } from "../../../src/analyses/integration/batchMixing.ts";
import { nearestRows } from "../../../src/math/neighbors/nearestRows.ts";

const fixture = JSON.parse(readFileSync("fixtures/integration.json", "utf8"));
const rows = { rows: fixture.label.length, columns: fixture.dims, values: Float64Array.from(fixture.rows) };
const neighbors = await nearestRows(rows, 90);
const { scib } = fixture;

test("the acceptance rate and every p-value equal scib-metrics' kBET", () => {
  const mixing = batchMixing(neighbors, Int32Array.from(fixture.sample));
  expect(mixing.neighbors).toBe(scib.kbetNeighbors);
  expect(mixing.acceptanceRate).toBeCloseTo(scib.kbet, 12);
  mixing.pValues.forEach((p, i) => {
    // The judge computes in float32, as 1 minus the other tail.
    expect(Math.abs(p - scib.kbetPValues[i])).toBeLessThan(1e-5);
  });
});

test("batches on either side of a gap are refused everywhere", async () => {
  const line = {
    rows: 200,
    columns: 1,
    values: Float64Array.from({ length: 200 }, (_, i) => i + (i < 100 ? 0 : 1000)),
  };
  const batches = Int32Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1));
  expect(batchMixing(await nearestRows(line, 30), batches).acceptanceRate).toBe(0);
});

test("a single batch is refused, and a batch number that is not in use counts as none", () => {
  const batches = Int32Array.from(fixture.sample);
  expect(() => batchMixing(neighbors, new Int32Array(240))).toThrow(/at least two batches, got one/);
  const sparse = batchMixing(
    neighbors,
    batches.map((batch) => 5 * batch),
  );
  expect(sparse).toEqual(batchMixing(neighbors, batches));
});

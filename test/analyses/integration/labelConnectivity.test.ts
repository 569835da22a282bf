import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { labelConnectivity } from "../../../src/analyses/integration/labelConnectivity.ts";
import { nearestRows } from "../../../src/math/neighbors/nearestRows.ts";

const fixture = JSON.parse(readFileSync("fixtures/integration.json", "utf8"));
const rows = { rows: fixture.label.length, columns: fixture.dims, values: Float64Array.from(fixture.rows) };
const neighbors = await nearestRows(rows, 14);

test("the connectivity of labels equals scib-metrics' on the undirected graph", () => {
  expect(labelConnectivity(neighbors, Int32Array.from(fixture.label))).toBeCloseTo(fixture.scib.connectivity, 12);
  expect(labelConnectivity(neighbors, Int32Array.from(fixture.torn))).toBeCloseTo(fixture.scib.connectivityOfTorn, 12);
});

test("a label in two halves that do not touch has half of its cells in the largest part", async () => {
  const line = { rows: 40, columns: 1, values: Float64Array.from({ length: 40 }, (_, i) => i + (i < 20 ? 0 : 1000)) };
  expect(labelConnectivity(await nearestRows(line, 3), new Int32Array(40))).toBe(0.5);
});

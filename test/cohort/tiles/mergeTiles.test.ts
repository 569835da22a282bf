import { expect, test } from "vitest";
import type { SampleTotals } from "../../../src/cohort/records.ts";
import { mergeTiles, sectionsOf } from "../../../src/cohort/tiles/mergeTiles.ts";

const counts = (sample: string, section: string | undefined, size: number, verdict = "alike"): SampleTotals => ({
  ...{ sample, section, plan: "plan", model: "model", engine: "wasm", input: `input of ${sample}`, cells: size + 10 },
  ...{ sizes: Uint32Array.of(size, 10), contacts: Float64Array.of(size, 1, 1, 10), missing: new Uint32Array(0) },
  ...{ bulk: Float64Array.of(size, 2 * size), genes: 1 },
  novelty: { verdict, beyond: size / 100, correlation: 0.5 },
});

test("tiles add up to their section, and other samples stay as they are", () => {
  const other = counts("a", undefined, 5);
  const merged = mergeTiles([counts("b.tile2", "b", 30, "far"), other, counts("b.tile1", "b", 10)]);
  expect(merged[0]).toBe(other);
  expect(merged[1]).toMatchObject({
    ...{ sample: "b", section: undefined, cells: 60, sizes: Uint32Array.of(40, 20) },
    ...{ contacts: Float64Array.of(40, 2, 2, 20), bulk: Float64Array.of(40, 80) },
    novelty: { verdict: "far", correlation: 0.5 },
  });
  // Weighted by cells with a domain: 40 and 20.
  expect(merged[1].novelty.beyond).toBeCloseTo((0.3 * 40 + 0.1 * 20) / 60, 12);
  expect(merged).toHaveLength(2);
});

test("a plan has each section once", () => {
  const sample = { input: "", reading: {}, cells: 1, used: 1, entries: 1, genes: 1, batch: undefined };
  const samples = [
    { ...sample, sample: "a" },
    { ...sample, sample: "b.tile1", section: "b" },
    { ...sample, sample: "b.tile2", section: "b" },
  ];
  expect([...sectionsOf({ samples })]).toEqual(["a", "b"]);
});

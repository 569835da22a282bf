import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { scoreIntegration } from "../../../src/analyses/integration/integration.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";

const fixture = JSON.parse(readFileSync("fixtures/integration.json", "utf8"));
const { scib } = fixture;
const n: number = fixture.label.length;
const embedding = { rows: n, columns: fixture.dims, values: Float64Array.from(fixture.rows) };
const category = (codes: ArrayLike<number>): CategoryColumn => ({
  kind: "category",
  codes: Int32Array.from(codes),
  categories: Array.from({ length: 12 }, (_, code) => `${code}`),
  ordered: false,
});
const samples = category(fixture.sample);
const labels = category(fixture.label);

describe("scoreIntegration", () => {
  test("every score equals that of scib", async () => {
    const scores = await scoreIntegration(embedding, samples, { labels });
    // scib-metrics finds LISI in float32 and meets the entropy to 1e-5.
    expect(Math.abs(scores.ilisi.scaled - scib.ilisi)).toBeLessThan(1e-5);
    expect(Math.abs((scores.labels?.clisi.scaled ?? 0) - scib.clisi)).toBeLessThan(1e-5);
    expect(scores.batchSilhouette).toBeCloseTo(scib.batchSilhouette, 12);
    expect(Math.abs((scores.labels?.silhouette ?? 0) - scib.silhouette)).toBeLessThan(1e-6);
    expect(scores.kbet).toBeCloseTo(scib.kbet, 12);
    expect(scores.labels?.connectivity).toBeCloseTo(scib.connectivity, 12);
    expect([scores.cells, scores.cellsOf]).toEqual([n, n]);
  });

  test("samples that are moved apart mix worse, and labels stay as they were", async () => {
    const apart = embedding.values.map((value, t) => value + 8 * fixture.sample[Math.floor(t / 4)]);
    const before = await scoreIntegration({ ...embedding, values: apart }, samples, { labels });
    const after = await scoreIntegration(embedding, samples, { labels });
    expect(before.ilisi.median).toBeLessThan(1.1);
    expect(after.ilisi.median).toBeGreaterThan(2);
    expect(before.kbet).toBeLessThan(0.05);
    expect(before.batchSilhouette).toBeLessThan(0.4);
    expect(after.ilisi.maximum).toBeCloseTo(before.ilisi.maximum, 12);
  });

  test("four samples at random mix as by chance, which is less than four, and samples apart do not at all", async () => {
    const rng = createRandom(8);
    const cells = 2000;
    const values = Float64Array.from({ length: 2 * cells }, () => rng.normal());
    const codes = Int32Array.from({ length: cells }, (_, i) => i % 4);
    const mixed = (await scoreIntegration({ rows: cells, columns: 2, values }, category(codes))).ilisi;
    expect(mixed.maximum).toBeCloseTo(4, 12);
    // With weights of perplexity 30, sum w^2 is about 0.024: 1 / (1/4 + 3/4 x 0.024) is about 3.7 for equal weights at
    // most, and 3.27 for the Gaussian-like ones of LISI.
    expect(mixed.attainable).toBeGreaterThan(3.1);
    expect(mixed.attainable).toBeLessThan(3.5);
    expect(Math.abs(mixed.ofAttainable - 1)).toBeLessThan(0.02);
    const moved = values.map((value, at) => value + 50 * codes[at >> 1]);
    expect(
      (await scoreIntegration({ rows: cells, columns: 2, values: moved }, category(codes))).ilisi.ofAttainable,
    ).toBeLessThan(0.02);
  });

  test("cells without a sample or a label are left out", async () => {
    const half = { ...samples, codes: samples.codes.map((code, i) => (i % 2 === 0 ? code : -1)) };
    const kept = Array.from({ length: n / 2 }, (_, i) => 2 * i);
    const rows = {
      rows: n / 2,
      columns: 4,
      values: Float64Array.from(kept.flatMap((i) => [...embedding.values.slice(4 * i, 4 * i + 4)])),
    };
    const alone = await scoreIntegration(rows, category(kept.map((i) => fixture.sample[i])));
    expect(await scoreIntegration(embedding, half)).toEqual(alone);
  });

  test("of many cells a sample is scored, the same for the same seed, near the score of all", async () => {
    const rng = createRandom(5);
    const cells = 1500;
    const values = Float64Array.from({ length: 3 * cells }, () => rng.normal());
    const many = { rows: cells, columns: 3, values };
    const codes = category(Array.from({ length: cells }, (_, i) => i % 3));
    const all = await scoreIntegration(many, codes);
    const some = await scoreIntegration(many, codes, { most: 700, mostPairs: 300 });
    expect([some.cells, some.cellsOf]).toEqual([700, cells]);
    expect(Math.abs(some.ilisi.median - all.ilisi.median)).toBeLessThan(0.05);
    expect(Math.abs(some.batchSilhouette - all.batchSilhouette)).toBeLessThan(0.05);
    expect(await scoreIntegration(many, codes, { most: 700, mostPairs: 300 })).toEqual(some);
  });

  test("few cells are scored among as many neighbours as there are", async () => {
    const few = { rows: 12, columns: 1, values: Float64Array.from({ length: 12 }, (_, i) => i) };
    const alternating = await scoreIntegration(few, category(Array.from({ length: 12 }, (_, i) => i % 2)));
    const halves = await scoreIntegration(few, category(Array.from({ length: 12 }, (_, i) => (i < 6 ? 0 : 1))));
    expect(alternating.ilisi.median).toBeGreaterThan(halves.ilisi.median);
  });

  test("one sample, labels of one kind and too few cells are refused", async () => {
    await expect(scoreIntegration(embedding, category(new Int32Array(n)))).rejects.toThrow(
      /at least two samples, got one/,
    );
    await expect(scoreIntegration(embedding, category(new Int32Array(n).fill(-1)))).rejects.toThrow(
      /two samples, got no cells/,
    );
    await expect(scoreIntegration(embedding, samples, { labels: category(new Int32Array(n)) })).rejects.toThrow(
      /two labels/,
    );
    const few = { rows: 4, columns: 1, values: Float64Array.of(1, 2, 3, 4) };
    await expect(scoreIntegration(few, category([0, 1, 0, 1]))).rejects.toThrow(/at least 9 cells, got 4/);
    await expect(scoreIntegration(few, category([0, 1]))).rejects.toThrow(/cells=4/);
  });
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { coOccurrence } from "../../../src/analyses/coOccurrence/coOccurrence.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { Matrix } from "../../../src/data/matrix.ts";
import type { CategoryColumn } from "../../../src/data/table.ts";
import { recordedTask } from "../../recordedTask.ts";

const fixture = JSON.parse(readFileSync("fixtures/analysis-spatial.json", "utf8"));
const positions: Matrix = { rows: fixture.rows, columns: 2, values: Float32Array.from(fixture.positions) };
const groups: CategoryColumn = {
  kind: "category",
  codes: Int32Array.from(fixture.codes),
  categories: fixture.categories,
  ordered: false,
};
interface Case {
  readonly interval: number | number[];
  readonly edges: number[];
  readonly occurrence: number[];
}
const cases: Case[] = fixture.coOccurrence;

test.each(cases)("equals squidpy with the interval $interval", async ({ interval, edges, occurrence }) => {
  const got = await coOccurrence(positions, groups, interval);
  edges.forEach((edge, r) => {
    expect(Math.abs(got.distances[r] - edge)).toBeLessThan(1e-5);
  });
  expect(got.ratios.length).toBe(occurrence.length);
  occurrence.forEach((ratio, k) => {
    expect(Math.abs(got.ratios[k] - ratio)).toBeLessThan(1e-5);
  });
});

test("uneven distances on a lattice, where pairs lie exactly on a limit, equal counting by hand", async () => {
  const rng = createRandom(2);
  const side = 9;
  const values = Float64Array.from({ length: 2 * side * side }, (_, k) => {
    const i = k >> 1;
    return k % 2 === 0 ? i % side : Math.floor(i / side);
  });
  const codes = Int32Array.from({ length: side * side }, () => rng.integer(3));
  const lattice = { rows: side * side, columns: 2, values };
  const limits = [0, 1, 2, 5, 5.5, 20];
  const { ratios } = await coOccurrence(lattice, { ...groups, codes }, limits);
  for (let r = 1; r < limits.length; r++) {
    const near = new Float64Array(9);
    for (let i = 0; i < codes.length; i++) {
      for (let j = 0; j < codes.length; j++) {
        const d = Math.hypot(values[2 * i] - values[2 * j], values[2 * i + 1] - values[2 * j + 1]);
        if (i !== j && d <= limits[r]) near[codes[i] * 3 + codes[j]]++;
      }
    }
    const total = near.reduce((sum, count) => sum + count, 0);
    const of = (b: number) => near[b] + near[3 + b] + near[6 + b];
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++) {
        const expected = near[a * 3 + b] / of(b) / (of(a) / total);
        expect(ratios[(a * 3 + b) * (limits.length - 1) + r - 1]).toBeCloseTo(expected, 10);
      }
    }
  }
});

test("a category without cells has no ratio, and cells without a category change nothing", async () => {
  const codes = groups.codes.map((code) => (code === 2 ? -1 : code));
  const got = await coOccurrence(positions, { ...groups, codes }, [0, 20, 60]);
  for (let k = 0; k < 3; k++) for (const pair of [2 * 3 + k, k * 3 + 2]) expect(got.ratios[pair * 2]).toBe(0);
  const kept = [...codes.keys()].filter((i) => codes[i] >= 0);
  const fewer = {
    rows: kept.length,
    columns: 2,
    values: Float32Array.from(kept.flatMap((i) => [positions.values[2 * i], positions.values[2 * i + 1]])),
  };
  const alone = await coOccurrence(fewer, { ...groups, codes: Int32Array.from(kept, (i) => codes[i]) }, [0, 20, 60]);
  expect(alone.ratios).toEqual(got.ratios);
});

test("too few distances or cells are refused", async () => {
  await expect(coOccurrence(positions, groups, [3])).rejects.toThrow("at least two distances, got 1");
  await expect(coOccurrence({ ...positions, rows: 3 }, groups)).rejects.toThrow(
    "expected [cells=150, axes=2], got [3, 2]",
  );
  const codes = new Int32Array(150).fill(-1);
  await expect(coOccurrence(positions, { ...groups, codes })).rejects.toThrow("at least three labelled cells, got 0");
});

test("tells the share of the pairs that were compared", async () => {
  const rng = createRandom(4);
  const n = 8000;
  const values = Float64Array.from({ length: 2 * n }, () => 1000 * rng.uniform());
  const many = { kind: "category" as const, ordered: false, categories: ["a", "b"] };
  const labels = { ...many, codes: Int32Array.from({ length: n }, () => rng.integer(2)) };
  const places = { rows: n, columns: 2, values };
  const { task, shares: reported } = recordedTask();
  const found = await coOccurrence(places, labels, [0, 200, 900], {}, task);
  expect(found).toEqual(await coOccurrence(places, labels, [0, 200, 900]));
  const shares = reported();
  expect(shares.length).toBeGreaterThan(1);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares[shares.length - 1]).toBeLessThanOrEqual(1);
});

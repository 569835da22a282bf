import { describe, expect, test } from "vitest";
import { bytesOf, megabyte, memoryInWords } from "../../../src/core/memorySize.ts";
import { withMethodOptions } from "../../../src/run/options/config.ts";
import { describePlan, fitRun, planRun } from "../../../src/run/plan/planRun.ts";
import { settingsFor } from "../../settings.ts";

const visium = { cells: 3639, genes: 5000, entries: 2_400_000 };
const slide = { cells: 100_000, genes: 300, entries: 13_500_000 };
const spatialOnly = settingsFor({ variant: "spatial-only" });
const full = settingsFor({});

describe("amounts of memory", () => {
  test("are read with their unit, as powers of 1,024", () => {
    expect(bytesOf("4GB")).toBe(4 * 2 ** 30);
    expect(bytesOf("4 GiB")).toBe(bytesOf("4g"));
    expect(bytesOf("1.5MB")).toBe(1.5 * megabyte);
    expect(bytesOf("1T")).toBe(2 ** 40);
  });

  test("are refused without a unit, or with another", () => {
    for (const text of ["4", "", "GB", "-1GB", "4PB", "4GBs", "1e3MB"]) {
      expect(() => bytesOf(text), text).toThrow("--memory: expected an amount such as 4GB or 500MB");
      if (text !== "") expect(() => settingsFor({ memory: text }), text).toThrow("--memory");
    }
  });

  test("are told with two or three digits", () => {
    expect([5e8, 9e8, 4.4e9].map(memoryInWords)).toEqual(["477 MB", "858 MB", "4.1 GB"]);
  });
});

describe("the peak that is foreseen is within a quarter of what the manifest of a run measured", () => {
  // peak_memory_mb of runs with --domains 8 and two threads, native engine, 16 GB free.
  const osmFish = { cells: 4839, genes: 33, entries: 110_647 };
  const dlpfc = { cells: 3639, genes: 5000, entries: 2_396_621 };
  test.each([
    ["osmFISH, spatial-only", osmFish, spatialOnly, 430],
    ["osmFISH, full", osmFish, full, 509],
    ["Visium DLPFC 151673, spatial-only", dlpfc, spatialOnly, 394],
    ["Visium DLPFC 151673, full", dlpfc, full, 693],
    ["30,000 simulated cells, spatial-only", { cells: 30_000, genes: 300, entries: 4_052_282 }, spatialOnly, 481],
    ["100,000 simulated cells, spatial-only", { cells: 100_000, genes: 300, entries: 13_503_302 }, spatialOnly, 713],
    ["100,000 simulated cells, full", { cells: 100_000, genes: 300, entries: 13_503_302 }, full, 789],
    ["1,000,000 simulated cells, spatial-only", { cells: 1_000_000, genes: 300, entries: 1.35e8 }, spatialOnly, 2954],
    [
      "200,000 simulated cells of four inputs, spatial-only",
      { cells: 200_000, genes: 300, entries: 27_250_000, isJoined: true },
      { ...spatialOnly, correct: "combat" as const },
      1117,
    ],
    [
      "Xenium mouse brain, report",
      { cells: 36_602, genes: 248, entries: 2_560_000 },
      settingsFor({ report: true }),
      659,
    ],
  ])("%s", (_, size, config, measuredMb) => {
    const ratio = planRun(size, config).peak / megabyte / measuredMb;
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.25);
  });
});

describe("the plan of a run", () => {
  test("counts candidates of other families, and the ensemble for labels of some cells", () => {
    const million = { cells: 1_000_000, genes: 300, entries: 1.35e8 };
    const ofClusters = (more: object) => planRun(million, { ...spatialOnly, ...more }).stages.cluster ?? 0;
    const usual = ofClusters({});
    const pooled = planRun(million, settingsFor({ variant: "spatial-only", domainPool: true })).stages.cluster ?? 0;
    expect(pooled - usual).toBeGreaterThan(1e9);
    expect(ofClusters({ want: ["alternatives"] }) - ofClusters({ want: ["markers"] })).toBe(pooled - usual);
    expect(ofClusters({ hints: "hints.csv" }) - usual).toBe(2e9);
    expect(ofClusters({ labelNext: 10 })).toBe(ofClusters({ hintsColumn: "known" }));
    expect(ofClusters({ labelNext: 0 })).toBe(usual);
  });

  test("takes more memory for more cells, more genes and the full variant, and none to train where nothing is", () => {
    const peak = (more: Partial<typeof slide>, config = spatialOnly) => planRun({ ...slide, ...more }, config).peak;
    expect(peak({ cells: 300_000, entries: 4e7 })).toBeGreaterThan(peak({}));
    expect(planRun(visium, full).peak).toBeGreaterThan(planRun(visium, spatialOnly).peak);
    const smooth = planRun(slide, settingsFor({ method: "smooth" }));
    expect(smooth.stages.train).toBeUndefined();
    expect(smooth.method.steps).toBe(0);
  });

  test("is as given where it fits", () => {
    const { config, plan } = fitRun(visium, full, 8e9);
    expect(config).toBe(full);
    expect(plan.method.record).toMatchObject({ batches: 1, batch_cells: 3639 });
  });

  test("trains in the largest batches that fit where all cells at once do not, unless the user chose", () => {
    const needed = planRun(visium, full).peak;
    const { config, plan } = fitRun(visium, full, 0.95 * needed);
    const batch = Number(config.methodOptions.batch);
    expect(config).toEqual(withMethodOptions(full, { batch }));
    expect(batch).toBeLessThan(3639);
    expect(plan.peak).toBeLessThanOrEqual(0.95 * needed);
    expect(planRun(visium, withMethodOptions(full, { batch: 2 * batch })).peak).toBeGreaterThan(0.95 * needed);
    expect(() => fitRun(visium, settingsFor({ batch: "none" }), 0.95 * needed)).toThrow("memory: expected at least");
  });

  test("is refused where the smallest does not fit, with ways that do", () => {
    const short = 0.98 * fitRun(visium, full, 1e12).plan.peak;
    for (const budget of [100 * megabyte, 200 * megabyte, 0.4 * short]) {
      let message = "";
      try {
        fitRun(visium, full, budget);
      } catch (error) {
        message = error instanceof Error ? error.message : "";
      }
      if (message === "") continue;
      const [, amount] = /give --memory (\d+MB) or more/.exec(message) ?? [];
      expect(() => fitRun(visium, full, bytesOf(amount))).not.toThrow();
      expect(() => fitRun(visium, full, 0.9 * bytesOf(amount))).toThrow();
      if (message.includes("--method smooth fits")) {
        expect(planRun(visium, settingsFor({ method: "smooth" })).peak).toBeLessThanOrEqual(budget);
      }
    }
    expect(() => fitRun(slide, spatialOnly, 50 * megabyte)).toThrow(
      /expected at least \d+ MB to \w+ 100000 cells x 300 genes/,
    );
  });

  test("trains as many models at once as there are threads and as fit, and never more than are wanted", () => {
    const atOnce = (given: Parameters<typeof settingsFor>[0], budget = 1e12) =>
      fitRun(visium, settingsFor(given), budget).plan.workers;
    const variant = "spatial-only";
    expect(atOnce({ variant, seeds: 5, threads: 4 })).toBe(4);
    expect(atOnce({ variant, seeds: 2, threads: 4 })).toBe(2);
    expect(atOnce({ variant, seeds: 5 })).toBe(1);
    expect(atOnce({ seeds: 5, threads: 4, method: "smooth" })).toBe(1);
    const two = planRun(visium, settingsFor({ variant: "spatial-only", seeds: 5, threads: 4 }), 2).peak;
    expect(atOnce({ variant, seeds: 5, threads: 4 }, two)).toBe(2);
  });

  test("is told with its batches, its parts and the largest of these", () => {
    const plan = planRun(slide, spatialOnly);
    const [work, memory] = describePlan(plan, "4.0 GB (--memory)");
    expect(work).toMatch(
      /^100000 cells x 300 genes, \d+ training steps on 24 batches of 4\d{3} cells, embedded in 13 chunks$/,
    );
    expect(memory).toContain(`about ${memoryInWords(plan.peak)} of memory at most (read `);
    expect(memory).toMatch(/; limit 4\.0 GB \(--memory\)$/);
  });
});

test.each([
  // Peaks of the page's process in Chromium, and peak_memory_mb of Node with --engine wasm: see docs/page.md.
  ["STARmap BZ9", { cells: 1053, genes: 166, entries: 40_978 }, 499, 456],
  ["osmFISH", { cells: 4839, genes: 33, entries: 110_647 }, 459, 514],
  ["300,000 simulated cells", { cells: 300_000, genes: 300, entries: 40_600_000 }, 1674, 1610],
])("runs of WebAssembly stay within the plan: %s", (_, size, inPage, inNode) => {
  const settings = settingsFor({ engine: "wasm" });
  const page = { bareBytes: 260 * megabyte, trainsApart: true };
  const [planned, plannedNode] = [planRun({ ...size, program: page }, settings), planRun(size, settings)];
  expect(planned.peak).toBeGreaterThan(inPage * megabyte);
  expect(planned.peak).toBeLessThan(2 * inPage * megabyte);
  expect(plannedNode.peak).toBeGreaterThan(inNode * megabyte);
  expect(plannedNode.peak).toBeLessThan(2 * inNode * megabyte);
});

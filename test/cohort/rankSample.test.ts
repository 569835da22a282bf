import { describe, expect, test } from "vitest";
import { mergeStats } from "../../src/cohort/mergeStats.ts";
import { ranksOfStats } from "../../src/cohort/rankSample.ts";
import { config, genePlan, mergeOptions, names, ranksOf, statsOf } from "./samples.ts";

describe("ranks from what prepare found", () => {
  test.each(names)("are those of the cells of %s", async (name) => {
    const { plan: _, ...expected } = await ranksOf(name);
    expect(ranksOfStats(statsOf(name), genePlan, config)).toEqual(expected);
  });

  test("are those of the cells where a gene that no cell has is not measured", async () => {
    const [lacking, ...measured] = genePlan.measured;
    const stats = statsOf("a");
    const unseen = stats.genes.indexOf(lacking);
    const detections = stats.detections.map((seen, u) => (u === unseen ? 0 : seen));
    const found = ranksOfStats({ ...stats, detections }, { ...genePlan, measured }, config);
    const whole = ranksOfStats(stats, genePlan, config);
    expect(found?.batches[0].moments.sums.high).toEqual(whole?.batches[0].moments.sums.high.slice(1));
  });

  test("are not enough where a gene that cells have is left out: it counts for their totals", () => {
    const plan = { ...genePlan, measured: genePlan.measured.slice(1) };
    expect(ranksOfStats(statsOf("a"), plan, config)).toBeUndefined();
  });

  test("are not enough where genes are chosen by ranks, and where cells have batches of their own", () => {
    const { plan } = mergeStats(names.map(statsOf), { ...mergeOptions, minCells: 1, genes: 20 });
    expect(ranksOfStats(statsOf("a"), plan, { ...config, genes: 20 })).toBeUndefined();
    expect(ranksOfStats(statsOf("a"), genePlan, { ...config, batchKey: "chip" })).toBeUndefined();
  });

  test("of a batch that the sheet gives have its name", async () => {
    const plan = { ...genePlan, samples: genePlan.samples.map((each) => ({ ...each, batch: "first" })) };
    const { plan: _, ...expected } = await ranksOf("b", plan, { batchKey: "chip" });
    expect(ranksOfStats(statsOf("b"), plan, { ...config, batchKey: "chip" })).toEqual(expected);
  });
});

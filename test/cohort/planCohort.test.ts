import { expect, test } from "vitest";
import { mergeStats } from "../../src/cohort/mergeStats.ts";
import { planCohort } from "../../src/cohort/planCohort.ts";
import { combat } from "../../src/preprocess/combat.ts";
import { columnMoments } from "../../src/preprocess/moments.ts";
import { sampleVariableGenes } from "../../src/preprocess/sampleVariableGenes.ts";
import { normalizeLog } from "../../src/preprocess/transform/normalize.ts";
import { config, genePlan, joined, mergeOptions, names, planOfAll, ranksOf, statsOf } from "./samples.ts";

const ranks = await Promise.all(names.map((name) => ranksOf(name)));
const expression = await normalizeLog(joined.counts);
/** The sections of the simulation under the names that they have here. */
const batches = {
  kind: "category",
  codes: joined.samples?.codes ?? new Int32Array(0),
  categories: [...names],
  ordered: false,
} as const;

const worst = (a: Float64Array, b: Float64Array) => Math.max(...a.map((value, at) => Math.abs(value - b[at])));

test("batch effects from the moments of the samples are those of ComBat on all cells together", async () => {
  const { maps } = await planOfAll(1e6);
  const whole = combat(expression, batches);
  expect(maps.batches).toEqual(["a", "b", "c"]);
  const [p, own] = [maps.genes, (name: string) => whole.batches.indexOf(name)];
  maps.batches.forEach((name, b) => {
    const at = own(name) * p;
    expect(worst(maps.scales.subarray(b * p, (b + 1) * p), whole.scales.subarray(at, at + p))).toBeLessThan(1e-8);
    expect(worst(maps.shifts.subarray(b * p, (b + 1) * p), whole.shifts.subarray(at, at + p))).toBeLessThan(1e-8);
  });
  expect(worst(maps.means, whole.means)).toBeLessThan(1e-8);
  expect(worst(maps.variances, whole.variances)).toBeLessThan(1e-8);
});

test("the order in which ranks come changes no bit", async () => {
  const plan = await planOfAll(1e6);
  expect(planCohort(genePlan, "genes", ranks.toReversed(), config, 1e6).plan).toEqual(plan);
});

test("without correction genes are scaled by the moments of all cells", () => {
  const { maps, correct } = planCohort(genePlan, "genes", ranks, { ...config, correct: "none" }, 1e6).plan;
  const { mean, variance } = columnMoments(expression);
  expect(correct).toBe("none");
  expect(worst(maps.means, mean)).toBeLessThan(1e-9);
  expect(worst(maps.variances, variance)).toBeLessThan(1e-9);
  expect(new Set(maps.scales)).toEqual(new Set([1]));
});

test("of more genes than requested the most variable ones are those of the joined samples", async () => {
  const settings = { genes: 20 };
  const { plan } = mergeStats(names.map(statsOf), { ...mergeOptions, minCells: 1, genes: 20 });
  const chosen = await Promise.all(names.map((name) => ranksOf(name, plan, settings)));
  const { genes } = planCohort(plan, "genes", chosen, { ...config, ...settings }, 1e6).plan;
  const { selected } = await sampleVariableGenes(joined.counts, batches.codes, { top: 20 });
  expect(genes).toEqual(Array.from(selected, (u) => joined.genes[u]));
});

test("samples of one batch are corrected together, as an attribute of the sheet says", async () => {
  const { plan } = mergeStats(names.map(statsOf), {
    ...mergeOptions,
    batchOf: (name) => (name === "c" ? "late" : "early"),
  });
  const keyed = await Promise.all(names.map((name) => ranksOf(name, plan, { batchKey: "run" })));
  const { maps } = planCohort(plan, "genes", keyed, config, 1e6).plan;
  const together = combat(expression, {
    ...batches,
    codes: batches.codes.map((code) => (code === 2 ? 1 : 0)),
    categories: ["early", "late"],
  });
  expect(maps.batches).toEqual(["early", "late"]);
  expect(worst(maps.scales, together.scales)).toBeLessThan(1e-8);
});

test.each([
  ["a sample is missing", ranks.slice(1), "genes", /every sample of the plan, got none for 1 of 3 \(b\)/],
  ["ranks are of another plan", ranks, "other", /parts of this plan, got that of a, made with another/],
])("%s: refused with the name", (_, given, digest, message) => {
  expect(() => planCohort(genePlan, digest, given, config, 1e6)).toThrow(message);
});

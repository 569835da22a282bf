import { expect, test } from "vitest";
import { mergeStats } from "../../src/cohort/mergeStats.ts";
import { createRandom } from "../../src/core/random.ts";
import { genePlan, mergeOptions, names, statsOf } from "./samples.ts";

const stats = names.map(statsOf);
const [first] = stats;

test("100 random orders give one plan, whose samples are in the order of their names", () => {
  const random = createRandom(1);
  for (let round = 0; round < 100; round++) {
    const order = Array.from(random.permutation(stats.length), (s) => stats[s]);
    expect(mergeStats(order, mergeOptions).plan).toEqual(genePlan);
  }
  expect(genePlan.samples.map(({ sample }) => sample)).toEqual(["a", "b", "c"]);
});

test("genes are those that all samples have, seen in enough cells of all of them together", () => {
  const rare = { ...first, detections: first.detections.map((cells, u) => (u === 0 ? 1 : cells)) };
  const without = { ...stats[1], genes: stats[1].genes.slice(1), detections: stats[1].detections.slice(1) };
  const { plan, notes } = mergeStats([rare, without], mergeOptions);
  expect(plan.measured).toEqual(first.genes.slice(1));
  expect(notes).toContain("b: 1 of 60 genes are not in all samples and are not used");
  const few = stats.map((each) => ({ ...each, detections: each.detections.map((cells, u) => (u === 5 ? 1 : cells)) }));
  const counted = mergeStats(few, { ...mergeOptions, minCells: 4 }).plan.measured;
  expect(counted).not.toContain(first.genes[5]);
  expect(mergeStats(few, { ...mergeOptions, minCells: 3 }).plan.measured).toContain(first.genes[5]);
});

test.each([
  ["a sample twice", [first, first], /each sample once, got b twice/],
  ["one sample", [first], /two or more samples, got 1/],
  [
    "values of another kind",
    [first, { ...stats[1], normalize: false }],
    /one kind in all samples, got logarithms in a and counts in b/,
  ],
  ["other genes", [first, { ...stats[1], genes: stats[1].genes.map((gene) => `x${gene}`) }], /50 % of the genes/],
])("%s is refused", (_, given, message) => {
  expect(() => mergeStats(given, mergeOptions)).toThrow(message);
});

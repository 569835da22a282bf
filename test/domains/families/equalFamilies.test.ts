import { expect, test } from "vitest";
import { silentTask } from "../../../src/core/task.ts";
import { equalFamilies } from "../../../src/domains/families/equalFamilies.ts";
import type { FamilyName } from "../../../src/domains/family.ts";
import { familyWeights } from "../../../src/domains/family.ts";
import { policies } from "../../../src/domains/policy.ts";

const { consensus } = policies.pool;
const upright = Int32Array.from({ length: 60 }, (_, i) => (i % 10 < 5 ? 0 : 1));
const level = Int32Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : 1));
const without = (labels: Int32Array, ...cells: number[]) =>
  labels.map((label, i) => (cells.includes(i) ? 1 - label : label));

function inputsOf(pool: readonly (readonly [FamilyName, Int32Array])[]) {
  return {
    families: pool.map(([family]) => family),
    partitions: pool.map(([, labels]) => labels),
    agreement: Float64Array.from(pool, (_, at) => (at === 0 ? 1 : 0)),
    count: 2,
    touching: async () => new Int32Array(0),
  };
}

test("weights add up to 1, the same for each family", () => {
  const weights = familyWeights(["a", "b", "a", "a", "b"]);
  [1 / 6, 1 / 4, 1 / 6, 1 / 6, 1 / 4].forEach((weight, at) => {
    expect(weights[at]).toBeCloseTo(weight, 12);
  });
});

test("what two families find outweighs what one finds many times", async () => {
  const many = Array.from({ length: 8 }, (_, at) => ["embedding", without(level, at)] as const);
  const inputs = inputsOf([
    ...many,
    ["smoothed components", without(upright, 3)],
    ["autocorrelation factors", upright],
    ["embedding", without(upright, 7)],
  ]);
  const { labels } = await equalFamilies(inputs, { ...consensus, best: 0.25 }, silentTask);
  expect(labels).toEqual(upright);
});

test("the plurality of the best mends what each of them has wrong", async () => {
  const inputs = inputsOf([
    ["embedding", without(upright, 1)],
    ["smoothed components", without(upright, 22)],
    ["autocorrelation factors", without(upright, 43).map((label) => 1 - label)],
  ]);
  const { labels, chosen } = await equalFamilies(inputs, { ...consensus, best: 1 }, silentTask);
  const same = labels[0] === 0 ? upright : upright.map((label) => 1 - label);
  expect(labels).toEqual(same);
  expect(chosen).toBeLessThan(3);
});

test("of one family it is the medoid", async () => {
  const inputs = inputsOf([
    ["embedding", level],
    ["embedding", upright],
    ["embedding", upright],
  ]);
  expect(await equalFamilies(inputs, consensus, silentTask)).toEqual({ chosen: 0, labels: level });
});

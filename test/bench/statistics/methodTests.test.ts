import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { paperStars, testsOverData, testsOverSeeds } from "../../../src/bench/statistics/methodTests.ts";
import { isFixed, medianRun } from "../../../src/bench/statistics/runsOf.ts";
import { summaryOf } from "../../../src/bench/statistics/summary.ts";
import { benchOf, runAt } from "../record.ts";

const [{ a, b, welch }, second] = JSON.parse(readFileSync("fixtures/benchmark.json", "utf8")).tests;
const aspect = { measure: "nmi", refinement: "own" } as const;
const seeds = (method: string, values: readonly number[], data?: string) =>
  values.map((value, seed) => runAt(method, seed, value, data));

test("methods are tested against the reference over seeds as scipy does, adjusted by Holm over the methods", () => {
  const record = benchOf([...seeds("cellscape", a), ...seeds("one", b), ...seeds("two", second.b)]);
  const tests = testsOverSeeds(record, "slice", aspect);
  expect(tests.map(({ method }) => method)).toEqual(["one", "two"]);
  expect(tests[0].pValue).toBeCloseTo(welch.pValue, 12);
  const [least, most] = tests.map(({ pValue }) => pValue).sort((x, y) => x - y);
  expect(tests.map(({ adjusted }) => adjusted).sort((x, y) => x - y)).toEqual([2 * least, Math.max(2 * least, most)]);
});

test("what does not depend on the seed, has no result or a single one is not tested, and says why", () => {
  const record = benchOf([
    ...seeds("cellscape", a),
    ...seeds("fixed", [0.7, 0.7, 0.7]),
    runAt("once", undefined, 0.5),
    runAt("first", 0, 0.5),
  ]);
  const lost = { ...runAt("lost", 0, 0), scores: undefined, failure: "failed: out of memory after 3.2 GB" };
  const all = {
    ...record,
    runs: [...record.runs, lost],
    methods: [...record.methods, { ...record.methods[0], name: "lost" }],
  };
  const tests = testsOverSeeds(all, "slice", aspect);
  expect(tests.map(({ method, untested }) => [method, untested])).toEqual([
    ["fixed", "all seeds found the same domains"],
    ["once", "has no seed"],
    ["first", "a single run"],
    ["lost", "no result"],
  ]);
  expect(tests.every(({ pValue, adjusted }) => Number.isNaN(pValue) && Number.isNaN(adjusted))).toBe(true);
  expect(isFixed(all.runs.filter(({ method }) => method === "cellscape"))).toBe(false);
  expect(summaryOf(all).at(-1)).toMatchObject({ done: 0, failed: 1, failures: ["failed: out of memory after 3.2 GB"] });
});

test("over several data sets the means are paired, whatever the number of seeds", () => {
  const runs = [0.5, 0.6, 0.7].flatMap((level, slice) => [
    ...seeds("cellscape", [level + 0.02 * slice, level + 0.02 * slice], `s${slice}`),
    ...seeds("other", [level - 0.05, level - 0.05], `s${slice}`),
  ]);
  const [test] = testsOverData(benchOf(runs), aspect);
  // Differences 0.05, 0.07, 0.09: t = 0.07 / (0.02 / sqrt(3)) with 2 degrees of freedom.
  expect(test.difference).toBeCloseTo(-0.07, 12);
  const t = 0.07 / (0.02 / Math.sqrt(3));
  expect(test.pValue).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 9);
  expect(testsOverData(benchOf(seeds("cellscape", a)), aspect)).toEqual([]);
});

test("the run that is shown has the median score, the lower of two", () => {
  expect(medianRun(seeds("m", [0.9, 0.5, 0.7, 0.6]), aspect)?.seed).toBe(3);
  expect(medianRun([], aspect)).toBeUndefined();
});

test("the paper's stars begin at 0.01", () => {
  expect([0.02, 0.009, 0.0009, 0.00009].map(paperStars)).toEqual(["", "**", "***", "****"]);
});

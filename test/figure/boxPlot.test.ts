import { expect, test } from "vitest";
import { boxPlot, starsOf } from "../../src/figure/boxPlot.ts";
import { textsOf } from "./sample.ts";

const groups = [
  { name: "cellscape", values: [0.74, 0.75, 0.76, 0.745, 0.755] },
  { name: "smoothing", values: [0.67, 0.66, 0.68, 0.665, 0.7] },
];

test("scores over seeds with a test are this picture", async () => {
  const svg = boxPlot(groups, { title: "Scores", axisLabel: "NMI", tests: [{ a: 0, b: 1, pValue: 0.004 }] });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/boxPlot.svg");
});

test("every value is a point", () => {
  expect(boxPlot(groups).match(/<circle /g)).toHaveLength(10);
});

test("stars follow the p-value", () => {
  expect([0.2, 0.05, 0.04, 0.01, 0.009, 0.0001].map(starsOf)).toEqual(["ns", "ns", "*", "*", "**", "***"]);
});

test("brackets that overlap lie above each other", () => {
  const three = [...groups, { name: "other", values: [0.5] }];
  const tests = [
    { a: 0, b: 1, pValue: 0.2 },
    { a: 0, b: 2, pValue: 0.2 },
  ];
  const heights = [...boxPlot(three, { tests }).matchAll(/M[\d.]+ ([\d.]+)v-4H/g)].map(([, y]) => y);
  expect(new Set(heights).size).toBe(2);
});

test("one value, no value and no groups are drawn", () => {
  for (const each of [[{ name: "a", values: [1] }], [{ name: "a", values: [Number.NaN] }], []]) {
    expect(boxPlot(each)).not.toMatch(/NaN|undefined|Infinity/);
  }
  expect(textsOf(boxPlot([{ name: "a", values: [] }]))).toContain("a");
});

test("a test of a group that is not there is refused", () => {
  expect(() => boxPlot(groups, { tests: [{ a: 0, b: 2, pValue: 1 }] })).toThrow("between groups 0 to 1, got 0 and 2");
});

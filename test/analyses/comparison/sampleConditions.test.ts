import { expect, test } from "vitest";
import { compareSamples } from "../../../src/analyses/comparison/sampleConditions.ts";
import type { CategoryColumn, Column } from "../../../src/data/table.ts";

const conditions = (codes: number[], categories = ["WT", "AD", "unused"]): CategoryColumn => ({
  kind: "category",
  codes: Int32Array.from(codes),
  categories,
  ordered: false,
});
const contrast = { from: "WT", to: "AD" };
const all = (n: number) => new Array<boolean>(n).fill(true);
const adjust = (column: Column, rows: number) => ({ rows, columns: new Map([["donor", column]]) });

test("samples are counted by condition, and those without enough cells take no part", () => {
  const found = compareSamples(conditions([0, 1, 0, 1, -1]), contrast, [true, true, false, true, true]);
  expect([found.samplesFrom, found.samplesTo]).toEqual([1, 2]);
  expect([...found.design.groupOfSample]).toEqual([0, 1, -1, 1, -1]);
  expect(found.reason).toMatch(/two samples per condition.*got 1 of "WT" and 2 of "AD" with enough cells/);
});

test("two samples of each condition are enough for a test", () => {
  expect(compareSamples(conditions([0, 0, 1, 1]), contrast, all(4)).reason).toBeUndefined();
});

test("a condition that no sample has is refused with those that are known, and so is one given twice", () => {
  expect(() => compareSamples(conditions([0, 1]), { from: "WT", to: "unused" }, all(2))).toThrow(
    /expected one that samples have \(WT, AD, unused\), got "unused"/,
  );
  expect(() => compareSamples(conditions([0, 1]), { from: "WT", to: "WT" }, all(2))).toThrow(/got "WT" twice/);
});

test("what is adjusted for must leave the conditions apart, and something to judge them by", () => {
  const sameAs: Column = { kind: "string", values: ["a", "a", "b", "b"] };
  expect(compareSamples(conditions([0, 0, 1, 1]), { ...contrast, adjust: adjust(sameAs, 4) }, all(4)).reason).toMatch(
    /the conditions are confounded with donor/,
  );
  const own: Column = { kind: "string", values: ["a", "b", "a", "c"] };
  expect(compareSamples(conditions([0, 0, 1, 1]), { ...contrast, adjust: adjust(own, 4) }, all(4)).reason).toMatch(
    /adjusting for donor leaves no residual degrees of freedom among the 4 samples/,
  );
  const paired: Column = { kind: "string", values: ["a", "b", "a", "b"] };
  expect(
    compareSamples(conditions([0, 0, 1, 1]), { ...contrast, adjust: adjust(paired, 4) }, all(4)).reason,
  ).toBeUndefined();
});

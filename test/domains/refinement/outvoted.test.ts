import { describe, expect, test } from "vitest";
import { outvotedBeside, outvotedWithin } from "../../../src/domains/refinement/outvoted.ts";
import type { Refinement } from "../../../src/domains/refinement/refinement.ts";

/** The refined label of cell 0, whose neighbours have these labels. */
function refined(rule: Refinement, own: number, around: readonly number[]): number {
  const labels = Int32Array.of(own, ...around, 0, 1, 2, 3);
  const neighbors = new Int32Array(labels.length * around.length).fill(-1);
  around.forEach((_, e) => {
    neighbors[e] = e + 1;
  });
  return rule(labels, neighbors, 4)[0];
}

// By hand from the rule: own and most frequent are counted with the cell; half of m = 4 is 2, of m = 6 is 3.
describe("halves are of the neighbours, with SpaGCN", () => {
  test.each([
    { around: [1, 1, 1, 2], becomes: 1, why: "own 1 < 2 and 1 has 3 > 2" },
    { around: [1, 1, 2, 2], becomes: 0, why: "no label has more than 2" },
    { around: [1, 1, 1, 0], becomes: 0, why: "own 2 is not below 2, though 1 has 3" },
    { around: [1, 1, 1, 1, 0, 2], becomes: 1, why: "own 2 < 3 and 1 has 4 > 3" },
    { around: [1, 1, 1, 2, 2, 3], becomes: 0, why: "1 has 3, not more than 3" },
    { around: [1, 1, 1, 1, 0, 0], becomes: 0, why: "own 3 is not below 3, though 1 has 4" },
  ])("0 among $around becomes $becomes: $why", ({ around, becomes }) => {
    expect(refined(outvotedBeside, 0, around)).toBe(becomes);
  });
});

// By hand: of 4 neighbours and the cell half is 2.5, of 5 and the cell 3, of 10 and the cell 5.5.
describe("halves are of the neighbours with the cell, with PROST", () => {
  test.each([
    { around: [1, 1, 1, 2], becomes: 1, why: "own 1 < 2.5 and 1 has 3 > 2.5" },
    { around: [1, 1, 1, 0], becomes: 1, why: "own 2 < 2.5 and 1 has 3 > 2.5, where SpaGCN keeps 0" },
    { around: [1, 1, 2, 2], becomes: 0, why: "no label has more than 2.5" },
    { around: [1, 1, 1, 2, 2], becomes: 0, why: "1 has 3, not more than 3" },
    { around: [1, 1, 1, 1, 1, 1, 0, 0, 0, 0], becomes: 1, why: "own 5 < 5.5 and 1 has 6 > 5.5" },
    { around: [1, 1, 1, 1, 1, 0, 0, 0, 0, 2], becomes: 0, why: "1 has 5, not more than 5.5" },
  ])("0 among $around becomes $becomes: $why", ({ around, becomes }) => {
    expect(refined(outvotedWithin, 0, around)).toBe(becomes);
  });
});

test("where a neighbourhood is smaller, halves are of those that are there", () => {
  // Cell 0 has the neighbours 1 and 2, both labelled 1: own 1 is not below 2 / 2, but below 3 / 2.
  const [labels, neighbors] = [Int32Array.of(0, 1, 1, 0), Int32Array.of(1, 2, -1, -1, -1, -1, -1, -1)];
  expect([...outvotedBeside(labels, neighbors, 2)]).toEqual([0, 1, 1, 0]);
  expect([...outvotedWithin(labels, neighbors, 2)]).toEqual([1, 1, 1, 0]);
});

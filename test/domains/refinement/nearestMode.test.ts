import { expect, test } from "vitest";
import { nearestMode } from "../../../src/domains/refinement/nearestMode.ts";

/** The refined label of cell 0, whose neighbours, nearest first, have these labels. */
function refined(own: number, around: readonly number[]): number {
  const labels = Int32Array.of(own, ...around, 0, 1, 2, 3);
  const neighbors = new Int32Array(labels.length * around.length).fill(-1);
  around.forEach((_, e) => {
    neighbors[e] = e + 1;
  });
  return nearestMode(labels, neighbors, 4)[0];
}

// By hand: the label with the largest count among the neighbours.
test.each([
  { own: 0, around: [1, 1, 2], becomes: 1, why: "1 is counted twice" },
  { own: 0, around: [1, 0], becomes: 1, why: "the cell itself is not counted, and 1 is nearer than 0" },
  { own: 0, around: [2, 1, 1, 2], becomes: 2, why: "of two labels with two each, 2 is nearer" },
  { own: 0, around: [3, 1, 2, 1, 2], becomes: 1, why: "3 is the nearest but counted once; of 1 and 2, 1 is nearer" },
  { own: 2, around: [2, 0, 0, 2, 2], becomes: 2, why: "its own label is the most frequent" },
])("$own among $around becomes $becomes: $why", ({ own, around, becomes }) => {
  expect(refined(own, around)).toBe(becomes);
});

test("a cell without neighbours keeps its label", () => {
  expect([...nearestMode(Int32Array.of(1, 0, 0), Int32Array.of(-1, 2, 1), 2)]).toEqual([1, 0, 0]);
});

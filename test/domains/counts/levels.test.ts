import { expect, test } from "vitest";
import { levelsOf, rivalsOf } from "../../../src/domains/counts/levels.ts";

const curve = (scores: Readonly<Record<number, number>>) =>
  Object.entries(scores).map(([count, score]) => ({ count: Number(count), score }));

test("rivals are a coarser and a finer number, then the best of the others", () => {
  expect(rivalsOf(curve({ 2: 0.2, 3: 0.6, 4: 0.8, 5: 0.9, 6: 0.3, 7: 0.1 }), 5, 100)).toEqual([3, 4, 6]);
  expect(rivalsOf(curve({ 2: 0.9, 3: 0.8, 4: 0.1, 5: 0.7 }), 2, 100)).toEqual([3, 4, 5]);
  expect(rivalsOf(curve({ 4: 0.9 }), 4, 100)).toEqual([]);
});

test("without a criterion the rivals are the numbers next to that of the result", () => {
  expect(rivalsOf(undefined, 5, 100)).toEqual([4, 6]);
  expect(rivalsOf(undefined, 2, 100)).toEqual([3]);
  expect(rivalsOf(undefined, 5, 5)).toEqual([4]);
});

test("levels reach from two to some beyond the result, and hold all rivals, but never more domains than cells", () => {
  expect(levelsOf(4, [3, 5], 2, 100)).toEqual([2, 3, 4, 5, 6]);
  expect(levelsOf(3, [2, 8], 1, 100)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect(levelsOf(4, [3], 3, 5)).toEqual([2, 3, 4, 5]);
  expect(levelsOf(1, [2], 1, 9)).toEqual([1, 2]);
});

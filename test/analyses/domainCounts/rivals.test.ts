import { expect, test } from "vitest";
import { rivalsOf } from "../../../src/analyses/domainCounts/rivals.ts";

const curve = (scores: Readonly<Record<number, number>>) =>
  Object.entries(scores).map(([count, score]) => ({ count: Number(count), score }));

test("a coarser and a finer number are shown, then the best of the others", () => {
  expect(rivalsOf(curve({ 2: 0.2, 3: 0.6, 4: 0.8, 5: 0.9, 6: 0.3, 7: 0.1 }), 5)).toEqual([3, 4, 6]);
  expect(rivalsOf(curve({ 2: 0.9, 3: 0.8, 4: 0.1, 5: 0.7 }), 2)).toEqual([3, 4, 5].filter((k) => k !== 2));
  expect(rivalsOf(curve({ 4: 0.9 }), 4)).toEqual([]);
});

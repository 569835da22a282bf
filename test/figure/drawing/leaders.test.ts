import { expect, test } from "vitest";
import { boxesOverlap, segmentMeetsBox, segmentsCross } from "../../../src/figure/drawing/leaders.ts";

const line = (x1: number, y1: number, x2: number, y2: number) => ({ from: [x1, y1], to: [x2, y2] }) as const;
const box = { left: 2, top: 2, right: 6, bottom: 4 };

test("lines cross where they have a point in common, unless they begin at one dot", () => {
  expect(segmentsCross(line(0, 0, 4, 4), line(0, 4, 4, 0))).toBe(true);
  expect(segmentsCross(line(0, 0, 1, 1), line(0, 4, 4, 0))).toBe(false);
  expect(segmentsCross(line(0, 0, 4, 4), line(0, 0, 4, 0))).toBe(false);
});

test("a line meets a box that it ends in or runs through", () => {
  expect(segmentMeetsBox(line(0, 3, 9, 3), box)).toBe(true);
  expect(segmentMeetsBox(line(3, 3, 9, 9), box)).toBe(true);
  expect(segmentMeetsBox(line(0, 0, 9, 1), box)).toBe(false);
});

test("boxes that touch do not overlap", () => {
  expect(boxesOverlap(box, { ...box, left: 6, right: 9 })).toBe(false);
  expect(boxesOverlap(box, { ...box, left: 5, right: 9 })).toBe(true);
});

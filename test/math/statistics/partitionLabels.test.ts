import { expect, test } from "vitest";
import { numberByOccurrence, numberBySize } from "../../../src/math/statistics/partitionLabels.ts";

const labels = Int32Array.of(7, 3, 3, 9, 3, 9);

test("groups are numbered in the order in which they first occur", () => {
  expect(numberByOccurrence(labels)).toEqual({ labels: Int32Array.of(0, 1, 1, 2, 1, 2), count: 3 });
});

test("or by size, the largest first", () => {
  expect(numberBySize(labels)).toEqual({
    labels: Int32Array.of(2, 0, 0, 1, 0, 1),
    count: 3,
    sizes: Int32Array.of(3, 2, 1),
  });
});

test("equal sizes keep the order in which they first occur", () => {
  expect(numberBySize(Int32Array.of(5, 1, 1, 5)).labels).toEqual(Int32Array.of(0, 1, 1, 0));
});

test("no cells are no groups", () => {
  expect(numberBySize(new Int32Array(0))).toEqual({
    labels: new Int32Array(0),
    count: 0,
    sizes: new Int32Array(0),
  });
});

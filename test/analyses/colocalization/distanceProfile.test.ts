import { expect, test } from "vitest";
import {
  binned,
  defaultEdges,
  distanceProfile,
  expectAscending,
  sharesOf,
} from "../../../src/analyses/colocalization/distanceProfile.ts";

const edges = [0, 10, 20];
const distances = Float64Array.of(0, 9.99, 10, 35);

test("a distance on an edge belongs to the bin that begins there, and the last bin is open", () => {
  expect([...binned(distances, edges)]).toEqual([0, 0, 1, 2]);
});

test("the share of high cells is that of the cells in the bin, and none where there is no cell", () => {
  expect([...sharesOf(Uint32Array.of(0, 0, 2), Int32Array.of(1, 0, 1), 3)]).toEqual([0.5, Number.NaN, 1]);
});

test("a bin holds its cells, their mean value, and the middle 95 % of the permuted shares", () => {
  const draws = Float64Array.from({ length: 41 }, (_, i) => (40 - i) / 40);
  const nothing = new Float64Array(41).fill(Number.NaN);
  const profile = distanceProfile(Uint32Array.of(0, 0, 2), {
    edges,
    values: Float64Array.of(2, 4, 9),
    high: Int32Array.of(0, 1, 1),
    shares: [draws, nothing, draws],
  });
  expect(profile.map(({ from, to, cells }) => [from, to, cells])).toEqual([
    [0, 10, 2],
    [10, 20, 0],
    [20, Number.POSITIVE_INFINITY, 1],
  ]);
  expect(profile.map(({ meanValue }) => meanValue)).toEqual([3, Number.NaN, 9]);
  expect(profile[0].nullShare).toEqual([1 / 40, 39 / 40]);
  expect(profile[1].nullShare).toEqual([Number.NaN, Number.NaN]);
});

test("usual bins reach as far as nine in ten cells lie, and are one where all lie on the target", () => {
  const far = Float64Array.from({ length: 11 }, (_, i) => 10 * i);
  expect(defaultEdges(far)).toEqual([0, 9, 18, 27, 36, 45, 54, 63, 72, 81]);
  expect(defaultEdges(new Float64Array(5))).toEqual([0]);
});

test("edges that do not ascend from 0 are refused", () => {
  expect(() => expectAscending([0, 5, 9])).not.toThrow();
  for (const wrong of [[1, 2], [0, 5, 5], [], [0, Number.NaN]]) {
    expect(() => expectAscending(wrong)).toThrow(/expected ascending edges from 0 on, got/);
  }
});

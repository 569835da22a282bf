import { expect, test } from "vitest";
import { tissueLayout, tissueSections } from "../../src/results/tissueLayout.ts";

const positions = (...values: number[]) => ({ rows: values.length / 2, columns: 2, values: Float64Array.from(values) });
const samples = (...codes: number[]) => ({
  names: [...new Set(codes)].map((code) => `s${code}`),
  codes: Int32Array.from(codes),
  attributes: { rows: new Set(codes).size, columns: new Map() },
  column: "sample",
});

test("one sample is drawn where it was measured", () => {
  expect(tissueLayout({ positions: positions(5, 6, 7, 9) })).toEqual(Float64Array.of(5, 6, 7, 9));
});

test("a third axis is left out", () => {
  const stack = { rows: 2, columns: 3, values: Float64Array.of(1, 2, 100, 3, 4, 200) };
  expect(tissueLayout({ positions: stack })).toEqual(Float64Array.of(1, 2, 3, 4));
});

test("samples lie beside each other from the same corner, at one scale, with a gap of 8 % of the largest", () => {
  const xy = tissueLayout({
    positions: positions(100, 100, 110, 110, -50, 7, -45, 12),
    samples: samples(0, 0, 1, 1),
  });
  expect([...xy.subarray(0, 4)]).toEqual([0, 0, 10, 10]);
  expect(xy[4]).toBeCloseTo(10.8, 12);
  expect([xy[5], xy[6] - xy[4], xy[7]]).toEqual([0, 5, 5]);
});

test("many samples are in rows, none of which overlap", () => {
  const count = 9;
  const square = [0, 0, 1, 1];
  const codes = Array.from({ length: 2 * count }, (_, i) => i >> 1);
  const xy = tissueLayout({
    positions: positions(...Array.from({ length: count }, () => square).flat()),
    samples: samples(...codes),
  });
  const corners = Array.from({ length: count }, (_, s) => `${xy[4 * s].toFixed(2)} ${xy[4 * s + 1].toFixed(2)}`);
  expect(new Set(corners).size).toBe(count);
  expect(new Set(corners.map((corner) => corner.split(" ")[1])).size).toBeGreaterThan(1);
});

test("samples of one cell each, which have no extent, do not fall on each other", () => {
  const xy = tissueLayout({ positions: positions(3, 3, 8, 8), samples: samples(0, 1) });
  expect(xy[0] === xy[2] && xy[1] === xy[3]).toBe(false);
});

test("names of samples stand above the middle of their cells; one tissue has none", () => {
  const both = { positions: positions(0, 0, 10, 10, -50, 7, -45, 12), samples: samples(0, 0, 1, 1) };
  const sections = tissueSections(both);
  expect(sections.map(({ name, y }) => [name, y])).toEqual([
    ["s0", 0],
    ["s1", 0],
  ]);
  expect(sections[0].x).toBe(5);
  expect(sections[1].x).toBeCloseTo(10.8 + 2.5, 12);
  expect(tissueSections({ positions: positions(0, 0, 1, 1) })).toEqual([]);
});

import { expect, test } from "vitest";
import { groupPalette, valuePalette } from "../../../src/explore/columns/palettes.ts";
import { plainLegend } from "../../../src/explore/state/viewState.ts";

const groups = { categories: ["a", "b", "c"], colors: ["#ff0000", "#00ff00", "#0000ff"] };

test("the legend hides and dims by opacity alone", () => {
  const palette = groupPalette(groups, { ...plainLegend, hidden: ["a"], dimmed: ["c"] }, { dark: false });
  expect(palette.length).toBe(4 * 256);
  expect([...palette.subarray(0, 3)]).toEqual([255, 0, 0]);
  expect(palette[3]).toBe(0);
  expect([...palette.subarray(4, 8)]).toEqual([0, 255, 0, 255]);
  expect(palette[11]).toBeGreaterThan(0);
  expect(palette[11]).toBeLessThan(60);
});

test("more than 256 categories have a palette of two dimensions", () => {
  const categories = Array.from({ length: 300 }, (_, i) => `${i}`);
  const colors = categories.map((_, i) => `#${(i * 50).toString(16).padStart(6, "0")}`);
  const palette = groupPalette({ categories, colors }, plainLegend, { dark: false });
  expect(palette.length).toBe(4 * 65536);
  expect([...palette.subarray(4 * 299, 4 * 300)]).toEqual([0, 0x3a, 0x66, 255]);
});

test("the scale of values begins and ends as viridis does", () => {
  const palette = valuePalette("viridis");
  expect([...palette.subarray(0, 4)]).toEqual([0x44, 0x01, 0x54, 255]);
  expect([...palette.subarray(4 * 255)]).toEqual([0xfd, 0xe7, 0x25, 255]);
});

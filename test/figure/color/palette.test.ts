import { expect, test } from "vitest";
import { distance, rgbOf, seenAs, type Vision } from "../../../src/figure/color/oklab.ts";
import { MISSING, palette } from "../../../src/figure/color/palette.ts";

const visions: readonly Vision[] = ["normal", "protan", "deutan", "tritan"];
/** How different two colours are, 0 to 1, for the eye that tells them apart least. */
const contrast = (a: string, b: string) =>
  Math.min(...visions.map((vision) => distance(seenAs(rgbOf(a), vision), seenAs(rgbOf(b), vision))));

const least = (colors: readonly string[]) =>
  Math.min(...colors.flatMap((a, i) => colors.slice(0, i).map((b) => contrast(a, b))));

test("a smaller palette is the beginning of a larger one", () => {
  expect(palette(40).slice(0, 7)).toEqual(palette(7));
  expect(palette(40).slice(0, 24)).toEqual(palette(24));
});

// 0.02 is just visible in OKLab; the thresholds are what the palette reaches, rounded down.
test("seven colours differ for every eye, 30 still do", () => {
  expect(least(palette(7))).toBeGreaterThan(0.07);
  expect(least(palette(16))).toBeGreaterThan(0.06);
  expect(least(palette(30))).toBeGreaterThan(0.04);
});

test("neighbours in the palette differ most", () => {
  const colors = palette(12);
  for (let i = 1; i < 12; i++) expect(contrast(colors[i - 1], colors[i]), `${i}`).toBeGreaterThan(0.2);
});

test("no colour of 30 is near white or the grey of missing cells", () => {
  for (const color of palette(30)) {
    expect(contrast(color, "#ffffff"), color).toBeGreaterThan(0.09);
    expect(contrast(color, MISSING), color).toBeGreaterThan(0.05);
  }
});

test("64 colours are all different, and later ones repeat them", () => {
  const colors = palette(70);
  expect(new Set(colors).size).toBe(64);
  expect(colors[64]).toBe(colors[0]);
});

test("no categories have no colours", () => {
  expect(palette(0)).toEqual([]);
});

import { expect, test } from "vitest";
import { colorOf } from "../../../src/figure/color/colorMap.ts";
import { oklabOf, rgbOf } from "../../../src/figure/color/oklab.ts";
import { reference } from "../sample.ts";

test("viridis is matplotlib's to two steps of 255", () => {
  reference.viridis.forEach((expected, i) => {
    const got = rgbOf(colorOf("viridis", i / 255));
    // 33 stops with straight lines between; the true curve bends a little.
    for (let part = 0; part < 3; part++) expect(Math.abs(got[part] - expected[part]), `${i}`).toBeLessThanOrEqual(2);
  });
});

const lightness = (map: "viridis" | "light" | "diverging", share: number) => oklabOf(rgbOf(colorOf(map, share)))[0];

test("viridis grows lighter and light grows darker all the way", () => {
  for (let i = 1; i <= 50; i++) {
    expect(lightness("viridis", i / 50)).toBeGreaterThan(lightness("viridis", (i - 1) / 50));
    expect(lightness("light", i / 50)).toBeLessThan(lightness("light", (i - 1) / 50));
  }
});

test("the diverging map is lightest in the middle and equally dark at both ends", () => {
  expect(lightness("diverging", 0.5)).toBeGreaterThan(0.95);
  expect(lightness("diverging", 0)).toBeCloseTo(lightness("diverging", 1), 2);
});

test("shares outside 0 to 1 take the colour of that end", () => {
  expect(colorOf("viridis", -3)).toBe(colorOf("viridis", 0));
  expect(colorOf("viridis", 7)).toBe(colorOf("viridis", 1));
});

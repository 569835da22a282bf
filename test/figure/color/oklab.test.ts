import { expect, test } from "vitest";
import { distance, hexOf, oklabOf, oklch, rgbOf, seenAs } from "../../../src/figure/color/oklab.ts";

test("a hex colour survives the way to bytes and back", () => {
  for (const hex of ["#000000", "#ffffff", "#4263c5", "#0a0b0c"]) expect(hexOf(rgbOf(hex))).toBe(hex);
});

test("white has lightness 1 and black 0, both without chroma", () => {
  const [white, black] = [oklabOf([255, 255, 255]), oklabOf([0, 0, 0])];
  expect(white[0]).toBeCloseTo(1, 6);
  expect(Math.hypot(white[1], white[2])).toBeLessThan(1e-6);
  expect(distance(white, black)).toBeCloseTo(1, 6);
});

test("a colour given in OKLCH has that lightness and chroma", () => {
  const [lightness, a, b] = oklabOf(oklch(0.6, 0.1, 250));
  expect(lightness).toBeCloseTo(0.6, 6);
  expect(Math.hypot(a, b)).toBeCloseTo(0.1, 6);
});

test("a chroma that a screen cannot show is lowered, the lightness kept", () => {
  const [lightness, a, b] = oklabOf(oklch(0.6, 0.4, 150));
  expect(lightness).toBeCloseTo(0.6, 6);
  expect(Math.hypot(a, b)).toBeLessThan(0.3);
});

test("greys look the same to every eye", () => {
  // The published matrices have six decimals and rows that add up to 1.
  for (const vision of ["protan", "deutan", "tritan"] as const) {
    expect(distance(seenAs([120, 120, 120], vision), oklabOf([120, 120, 120]))).toBeLessThan(1e-4);
  }
});

test("red and green of equal lightness are close for a deutan eye and far for a usual one", () => {
  const [red, green] = [oklch(0.6, 0.13, 30), oklch(0.6, 0.13, 140)];
  expect(distance(seenAs(red, "deutan"), seenAs(green, "deutan"))).toBeLessThan(
    0.5 * distance(oklabOf(red), oklabOf(green)),
  );
});

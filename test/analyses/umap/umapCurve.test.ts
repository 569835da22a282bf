import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fitAttractionCurve } from "../../../src/analyses/umap/umapCurve.ts";

interface Curve {
  readonly minDistance: number;
  readonly spread: number;
  readonly a: number;
  readonly b: number;
}
const curves: Curve[] = JSON.parse(readFileSync("fixtures/umap.json", "utf8")).curves;

// scipy's fit stops at a relative change of 1e-8 of the squared misses, that is about 1e-5 of a and b.
test.each(curves)("a and b equal umap-learn's for distance $minDistance, spread $spread", (curve) => {
  const { a, b } = fitAttractionCurve(curve.minDistance, curve.spread);
  expect(Math.abs(a / curve.a - 1)).toBeLessThan(1e-5);
  expect(Math.abs(b / curve.b - 1)).toBeLessThan(1e-5);
});

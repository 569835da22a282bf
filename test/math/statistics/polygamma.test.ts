import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { digamma, inverseTrigamma, trigamma } from "../../../src/math/statistics/polygamma.ts";

const { polygamma } = JSON.parse(readFileSync("fixtures/conditions.json", "utf8"));

test("digamma and trigamma equal scipy's", () => {
  polygamma.x.forEach((x: number, t: number) => {
    expect(Math.abs(digamma(x) - polygamma.digamma[t])).toBeLessThan(
      1e-13 * Math.max(1, Math.abs(polygamma.digamma[t])),
    );
    expect(Math.abs(trigamma(x) / polygamma.trigamma[t] - 1)).toBeLessThan(1e-13);
  });
});

test("the inverse of trigamma takes it back", () => {
  for (const y of polygamma.y) {
    // Beyond 1e-6 and 1e7 the asymptote stands in for it, as in limma.
    expect(Math.abs(trigamma(inverseTrigamma(y)) / y - 1)).toBeLessThan(y < 1e-6 || y > 1e7 ? 1e-3 : 1e-11);
  }
});

import { expect, test } from "vitest";
import { weighInto } from "../../../src/cluster/mixture/weighRows.ts";
import { createRandom } from "../../../src/core/random.ts";

/** exp is that of fdlibm, which engines of JavaScript may round otherwise in the last place. */
const rounding = 4 * Number.EPSILON;

test.each([
  [5, 1],
  [7, 2],
  [6, 5],
  [4100, 12],
])("%i rows of %i log densities become their shares", (m, c) => {
  const rng = createRandom(m + c);
  const logs = Float64Array.from({ length: m * c }, () => 30 * rng.normal());
  const weights = Float64Array.from({ length: c }, () => rng.uniform());
  const rows = logs.slice();
  weighInto(rows, weights);
  for (let i = 0; i < m; i++) {
    const sums = Array.from(weights, (weight, k) => logs[i * c + k] + Math.log(weight));
    const highest = Math.max(...sums);
    const all = sums.reduce((total, each) => total + Math.exp(each - highest), 0);
    sums.forEach((each, k) => {
      const share = Math.exp(each - highest) / all;
      if (share < 1e-18) expect(rows[i * c + k]).toBe(0);
      else expect(Math.abs(rows[i * c + k] - share)).toBeLessThanOrEqual(rounding * share);
    });
  }
});

test("the exponential has the bits of an exact one near 0, at multiples of ln(2) and far below", () => {
  const logs = [
    0,
    -1e-300,
    -1e-17,
    -(2 ** -28),
    -0.1,
    -Math.LN2 / 2,
    -Math.LN2,
    -1.5 * Math.LN2,
    -2,
    -10.25,
    -30,
    -40.9,
  ];
  for (const log of logs) {
    const rows = Float64Array.of(0, log);
    weighInto(rows, Float64Array.of(1, 1));
    const share = Math.exp(log) / (1 + Math.exp(log));
    expect(Math.abs(rows[1] - share), `exp(${log})`).toBeLessThanOrEqual(rounding * share);
  }
});

test("a number that is none stays none", () => {
  const rows = Float64Array.of(0, Number.NaN, 1);
  weighInto(rows, Float64Array.of(0.2, 0.3, 0.5));
  expect(rows.some(Number.isNaN)).toBe(true);
});

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loess } from "../../../src/math/statistics/loess.ts";

interface Case {
  readonly name: string;
  readonly span: number;
  readonly x: number[];
  readonly y: number[];
  readonly fitted: number[];
}

const cases: Case[] = JSON.parse(readFileSync("fixtures/loess.json", "utf8"));

describe("loess", () => {
  test.each(cases)("equals scikit-misc's interpolated surface on $name", ({ x, y, span, fitted }) => {
    const got = loess(Float64Array.from(x), Float64Array.from(y), { span });
    const worst = Math.max(...fitted.map((value, i) => Math.abs(value - got[i])));
    expect(worst).toBeLessThan(1e-9);
  });

  test("a line is reproduced", () => {
    const x = Float64Array.from({ length: 200 }, (_, i) => i / 10);
    const line = loess(
      x,
      x.map((v) => 3 - 2 * v),
    );
    for (let i = 0; i < 200; i++) expect(line[i]).toBeCloseTo(3 - 2 * x[i], 9);
  });

  test("the order of the points does not matter", () => {
    const { x, y } = cases[1];
    const forward = loess(Float64Array.from(x), Float64Array.from(y));
    const backward = loess(Float64Array.from(x).reverse(), Float64Array.from(y).reverse()).reverse();
    for (let i = 0; i < x.length; i++) expect(backward[i]).toBeCloseTo(forward[i], 12);
  });

  test("points that all share one x are fitted within the range of their responses", () => {
    const y = Float64Array.from({ length: 40 }, (_, i) => i % 2);
    const fitted = loess(new Float64Array(40).fill(2), y);
    expect(Math.max(...fitted)).toBeLessThanOrEqual(1);
    expect(Math.min(...fitted)).toBeGreaterThanOrEqual(0);
  });

  test("inputs are left as they were", () => {
    const { x, y } = cases[0];
    const [xs, ys] = [Float64Array.from(x), Float64Array.from(y)];
    loess(xs, ys);
    expect([...xs]).toEqual(x);
    expect([...ys]).toEqual(y);
  });

  test("too few points, a bad span, unequal lengths and missing values are refused", () => {
    const x = Float64Array.from([1, 2, 3, 4, 5]);
    expect(() => loess(x, x)).toThrow(/at least 14 points/);
    expect(() => loess(x, x, { span: 2 })).toThrow(/span in \(0, 1\]/);
    expect(() => loess(x, x.slice(1))).toThrow(/one length, got 5 and 4/);
    expect(() => loess(Float64Array.from([1, 2, Number.NaN, 4, 5]), x, { span: 1 })).toThrow(/point 2/);
  });
});

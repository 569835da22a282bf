import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { createEta } from "../../src/run/eta.ts";

/** What was estimated after each unit of work, divided by what was then really left. */
function ratios(units: readonly number[]): number[] {
  const eta = createEta();
  const whole = units.reduce((sum, unit) => sum + unit, 0);
  let passed = 0;
  return units.slice(0, -1).map((unit, at) => {
    passed += unit;
    const left = eta.update(passed, { done: at + 1, total: units.length });
    return (left ?? Number.NaN) / (whole - passed);
  });
}

/** The ratios after a fifth of the work, where the estimate has to hold. */
const later = (units: readonly number[]) => ratios(units).slice(Math.ceil(units.length / 5) - 1);
const times = (count: number, seconds: (at: number) => number) => Array.from({ length: count }, (_, at) => seconds(at));

describe("after a fifth of the work the time left is known within a quarter", () => {
  const rng = createRandom(1);
  test.each([
    ["steps that take the same", times(40, () => 0.5)],
    ["a first step that takes ten times as long", times(40, (at) => (at === 0 ? 10 : 1))],
    ["a slow start over four steps", times(40, (at) => 1 + 6 * Math.exp(-at))],
    ["noise of a third", times(40, () => 0.7 + 0.6 * rng.uniform())],
    ["steps of two kinds in turn", times(60, (at) => (at % 3 === 0 ? 3 : 1))],
    ["one long pause in the first fifth", times(50, (at) => (at === 8 ? 15 : 1))],
    ["ten thousand steps, the first a hundred times as long", times(10_000, (at) => (at === 0 ? 1 : 0.01))],
  ])("%s", (_, units) => {
    // The last units are few: what is left is then shorter than one of them may differ.
    for (const ratio of later(units).slice(0, -units.length / 10)) {
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.25);
    }
  });
});

test("nothing is said before the first unit is done, and none is left at the end", () => {
  const eta = createEta();
  expect(eta.update(3, { done: 0, total: 4 })).toBeUndefined();
  expect(eta.update(6, { done: 1, total: 4 })).toBe(18);
  expect(eta.update(9, { done: 4, total: 4 })).toBe(0);
});

test("the first units alone say nothing before some seconds, since they pay for preparations", () => {
  const eta = createEta();
  expect(eta.update(2, { done: 1, total: 100 })).toBeUndefined();
  expect(eta.update(2.1, { done: 2, total: 100 })).toBeUndefined();
  expect(eta.update(2.2, { done: 3, total: 100 })).toBeCloseTo(9.7, 6);
});

test("time that passes within a unit is taken off what is left, but not more than the unit", () => {
  const eta = createEta();
  for (let done = 1; done <= 5; done++) eta.update(done, { done, total: 10 });
  expect(eta.update(5.5, { done: 5, total: 10 })).toBeCloseTo(4.5, 10);
  expect(eta.update(50, { done: 5, total: 10 })).toBeCloseTo(4, 10);
});

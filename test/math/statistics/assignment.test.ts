import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { assign } from "../../../src/math/statistics/assignment.ts";

interface Case {
  name: string;
  rows: number;
  columns: number;
  values: number[];
  total: number;
}
// JSON.parse gives any; the script that wrote the file fixes its shape.
const cases = JSON.parse(readFileSync("fixtures/assignment.json", "utf8")) as Case[];

function total(columns: number, values: ArrayLike<number>, columnOf: Int32Array): number {
  let sum = 0;
  columnOf.forEach((j, i) => {
    if (j >= 0) sum += values[i * columns + j];
  });
  return sum;
}

describe("assign", () => {
  test.each(cases)("reaches scipy's total cost on $name costs", ({ rows, columns, values, total: expected }) => {
    const columnOf = assign({ rows, columns, values: Float64Array.from(values) });
    const used = columnOf.filter((j) => j >= 0);
    expect(columnOf.length).toBe(rows);
    expect(used.length).toBe(Math.min(rows, columns));
    expect(new Set(used).size).toBe(used.length);
    // Sums of up to 25 numbers in another order.
    expect(total(columns, values, columnOf)).toBeCloseTo(expected, expected < -1e6 ? 5 : 9);
  });

  test("finds the best of all permutations of six", () => {
    const rng = createRandom(3);
    for (let trial = 0; trial < 20; trial++) {
      const values = Float64Array.from({ length: 36 }, () => rng.integer(9) - 4);
      let best = Number.POSITIVE_INFINITY;
      for (const order of permutations([0, 1, 2, 3, 4, 5])) {
        best = Math.min(best, total(6, values, Int32Array.from(order)));
      }
      expect(total(6, values, assign({ rows: 6, columns: 6, values }))).toBe(best);
    }
  });

  test("gives the same matching for the same costs and leaves them as they were", () => {
    const rng = createRandom(4);
    const values = Float64Array.from({ length: 2500 }, () => rng.integer(5));
    const before = values.slice();
    const first = assign({ rows: 50, columns: 50, values });
    expect(assign({ rows: 50, columns: 50, values })).toEqual(first);
    expect(values).toEqual(before);
  });

  test("an empty side gives an empty matching", () => {
    expect(assign({ rows: 0, columns: 4, values: new Float64Array(0) })).toEqual(new Int32Array(0));
    expect(assign({ rows: 3, columns: 0, values: new Float64Array(0) })).toEqual(new Int32Array(3).fill(-1));
  });

  test("refuses a cost that is not finite and values that do not fit", () => {
    expect(() => assign({ rows: 2, columns: 2, values: Float64Array.of(1, 2, Number.NaN, 4) })).toThrow(
      "assign: expected finite costs, got NaN at [1, 0]",
    );
    expect(() => assign({ rows: 2, columns: 2, values: new Float64Array(3) })).toThrow(
      "expected 2 x 2 = 4 costs, got 3",
    );
  });
});

function permutations(items: number[]): number[][] {
  if (items.length < 2) return [items];
  return items.flatMap((first, i) => permutations(items.filter((_, j) => j !== i)).map((rest) => [first, ...rest]));
}

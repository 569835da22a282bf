import { expect, test } from "vitest";
import type { Matrix } from "../../src/data/matrix.ts";
import { areCollinear, expectPositions } from "../../src/spatial/positions.ts";

const at = (...values: number[]): Matrix => ({
  rows: values.length / 2,
  columns: 2,
  values: Float64Array.from(values),
});

test.each<[string, Matrix, RegExp]>([
  ["three axes", { rows: 1, columns: 3, values: new Float64Array(3) }, /positions: .*2.*3/],
  ["too few values", { rows: 2, columns: 2, values: new Float64Array(3) }, /expected 4 values for 2 cells, got 3/],
  ["a position that is not finite", at(0, 1, 2, Number.NaN), /got \(2, NaN\) for cell 1/],
  ["cells at one position", at(3, 4, 3, 4, 3, 4), /got all 3 at \(3, 4\)/],
])("%s is refused", (_, positions, message) => {
  expect(() => expectPositions(positions)).toThrow(message);
});

test("one cell alone is accepted, and so are two at different positions", () => {
  expect(() => expectPositions(at(3, 4))).not.toThrow();
  expect(() => expectPositions(at(3, 4, 3, 5))).not.toThrow();
});

test("positions on a line are collinear in any direction, offset and unit", () => {
  for (const [dx, dy] of [
    [1, 0],
    [0, 1],
    [3, -7],
    [1e-6, 1e6],
  ]) {
    const line = at(...[0, 1, 2, 5].flatMap((t) => [1e3 + t * dx, -5 + t * dy]));
    expect(areCollinear(line)).toBe(true);
  }
});

test("an offset of a millionth of the extent is seen, and one of a trillionth is rounding", () => {
  expect(areCollinear(at(0, 0, 1, 0, 0.5, 1e-6))).toBe(false);
  expect(areCollinear(at(0, 0, 1, 0, 0.5, 1e-12))).toBe(true);
});

test("two cells, or any at one position, lie on a line", () => {
  expect(areCollinear(at(0, 0, 5, 9))).toBe(true);
  expect(areCollinear(at(2, 2, 2, 2, 2, 2))).toBe(true);
});

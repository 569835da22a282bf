import { expect, test } from "vitest";
import { compressed } from "../../src/results/sparseKeys.ts";

test("a dense matrix is kept row by row, without its zeros", () => {
  expect(compressed(3, Float64Array.of(0, 2, 0, 0, 0, 0, -1, 0, 5))).toEqual({
    rows: 3,
    columns: 3,
    starts: Uint32Array.of(0, 1, 1, 3),
    indices: Uint32Array.of(1, 0, 2),
    values: Float64Array.of(2, -1, 5),
  });
});

test("a matrix of zeros has no entries", () => {
  expect(compressed(2, new Float64Array(4))).toMatchObject({ starts: new Uint32Array(3), values: new Float64Array(0) });
});

import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { type ScaledExpression, scaledRows } from "../../src/data/scaledExpression.ts";
import type { Sparse } from "../../src/data/sparse.ts";
import { centre, zScore } from "../../src/preprocess/scale.ts";

/** 30 cells, 7 genes: the fifth is nowhere, the last has the same value in every cell, one cell is empty but for it. */
function sparse(): Sparse {
  const rng = createRandom(4);
  const rows = Array.from({ length: 30 }, (_, i) => [
    ...[0, 1, 2, 3, 5].filter((u) => i !== 7 && rng.uniform() < (u === 0 ? 0.04 : 0.5)),
    6,
  ]);
  const starts = new Uint32Array(31);
  rows.forEach((row, i) => {
    starts[i + 1] = starts[i] + row.length;
  });
  const indices = Uint32Array.from(rows.flat());
  const values = Float32Array.from(indices, (u) => (u === 6 ? 1.7 : 4 * rng.uniform()));
  return { rows: 30, columns: 7, starts, indices, values };
}

const expression = sparse();
const filled = (source: Parameters<typeof scaledRows>[0]) => {
  const { rows, columns, fillInto } = scaledRows(source);
  const into = new Float32Array(columns).fill(Number.NaN);
  return Array.from({ length: rows }, (_, i) => {
    fillInto(into, i);
    // A zero has no sign here.
    return Array.from(into, (value) => value + 0);
  });
};

describe("rows made from sparse values", () => {
  test("are those of the z-scored matrix, clipped, number for number", () => {
    const { matrix, mean, deviation } = zScore(expression, { clip: 2 });
    const divisor = deviation.map((value, u) => (u === 4 || u === 6 ? Number.POSITIVE_INFINITY : value));
    const scaled: ScaledExpression = { expression, offset: mean, divisor, clip: 2 };
    expect(filled(scaled)).toEqual(filled(matrix));
    expect(Math.max(...matrix.values)).toBe(2);
  });

  test("are those of the centred matrix, number for number", () => {
    const { matrix, mean } = centre(expression);
    const divisor = new Float64Array(7).fill(1);
    const scaled: ScaledExpression = { expression, offset: mean, divisor, clip: Number.POSITIVE_INFINITY };
    expect(filled(scaled)).toEqual(filled(matrix));
  });
});

test("rows of a matrix are its rows", () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6);
  expect(filled({ rows: 2, columns: 3, values })).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

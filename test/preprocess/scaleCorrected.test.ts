import { expect, test } from "vitest";
import { combat } from "../../src/preprocess/combat.ts";
import { correctedRows } from "../../src/preprocess/correctBatches.ts";
import { centre, zScore } from "../../src/preprocess/scale.ts";
import { scaleCorrected } from "../../src/preprocess/scaleCorrected.ts";
import { createRandom } from "../../src/random.ts";
import { sparseFrom, worstDifference } from "./sparse.ts";

const rng = createRandom(7);
/** 5,000 cells in two batches, more than one block; gene 3 never varies. */
const rows = Array.from({ length: 5000 }, (_, i) =>
  Array.from({ length: 4 }, (_, u) =>
    u === 3 ? 2 : rng.uniform() < 0.3 ? 0 : rng.uniform() * (u + 1) + (i % 2) * 0.7,
  ),
);
const expression = sparseFrom(rows);
const codes = Int32Array.from(rows, (_, i) => i % 2);
const correction = combat(expression, { kind: "category", codes, categories: ["a", "b"], ordered: false });
const { values } = correctedRows(expression, correction);
const dense = sparseFrom(rows.map((_, i) => Array.from(values.subarray(4 * i, 4 * i + 4))));

test("equals scaling the corrected values", () => {
  for (const [scale, expected] of [
    ["z-score", zScore(dense)],
    ["center", centre(dense)],
  ] as const) {
    const got = scaleCorrected(expression, correction, { scale });
    expect(worstDifference(got.matrix.values, expected.matrix.values)).toBeLessThan(1e-6);
    expect(worstDifference(got.mean, expected.mean)).toBeLessThan(1e-9);
    expect(worstDifference(got.deviation.subarray(0, 3), expected.deviation.subarray(0, 3))).toBeLessThan(1e-9);
  }
});

test("leaves corrected values as they are where nothing is to be scaled", () => {
  const { matrix, mean } = scaleCorrected(expression, correction, { scale: "none" });
  expect([...matrix.values]).toEqual([...values]);
  expect([...mean]).toEqual([0, 0, 0, 0]);
});

test("a gene that does not vary becomes 0, and large z-scores are clipped", () => {
  const { matrix } = scaleCorrected(expression, correction, { scale: "z-score", clip: 1 });
  expect(matrix.values.every((value, at) => Math.abs(value) <= 1 && (at % 4 !== 3 || value === 0))).toBe(true);
});

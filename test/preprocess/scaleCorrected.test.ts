import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { type ScaledExpression, scaledRows } from "../../src/data/scaledExpression.ts";
import type { CategoryColumn, Column } from "../../src/data/table.ts";
import { principalComponents } from "../../src/math/linearAlgebra/pca.ts";
import { combat } from "../../src/preprocess/combat.ts";
import { correctedRows } from "../../src/preprocess/correctBatches.ts";
import { centre, zScore } from "../../src/preprocess/scale.ts";
import { aboveCorrectedZero, scaleCorrected } from "../../src/preprocess/scaleCorrected.ts";
import { sparseFrom, worstDifference } from "./sparse.ts";

const n = 900;
const p = 12;
const rng = createRandom(7);
/** Cells in three batches, with an age that matters; the last gene never varies, the one before is rare. */
const age = Float64Array.from({ length: n }, () => rng.normal());
const rows = Array.from({ length: n }, (_, i) =>
  Array.from({ length: p }, (_, u) => {
    if (u === p - 1) return 2;
    if (u === p - 2) return rng.uniform() < 0.005 ? 5 : 0;
    return rng.uniform() < 0.3 ? 0 : rng.uniform() * (u + 1) * (1 + (i % 3)) + (i % 3) * 0.7 + Math.max(0, age[i]);
  }),
);
const expression = sparseFrom(rows);
const batches: CategoryColumn = {
  kind: "category",
  codes: Int32Array.from(rows, (_, i) => i % 3),
  categories: ["a", "b", "c"],
  ordered: false,
};
const covariates = new Map<string, Column>([["age", { kind: "number", values: age }]]);
const corrections = [
  ["batches alone", combat(expression, batches)],
  ["a covariate", combat(expression, batches, { covariates })],
] as const;

function filled(scaled: ScaledExpression): Matrix {
  const { rows: count, columns, fillInto } = scaledRows(scaled);
  const values = new Float32Array(count * columns);
  for (let i = 0; i < count; i++) fillInto(values.subarray(i * columns, (i + 1) * columns), i);
  return { rows: count, columns, values };
}

describe.each(corrections)("expression corrected for %s", (_, correction) => {
  const { values } = correctedRows(expression, correction);
  const dense = sparseFrom(rows.map((_, i) => Array.from(values.subarray(p * i, p * (i + 1)))));

  test("scaled rows are those of scaling the corrected values", () => {
    for (const [scale, expected] of [
      ["z-score", zScore(dense)],
      ["center", centre(dense)],
    ] as const) {
      const got = scaleCorrected(expression, correction, { scale });
      // The dense way rounds corrected values to float32 before it scales them.
      expect(worstDifference(filled(got).values, expected.matrix.values)).toBeLessThan(3e-6);
      expect(worstDifference(got.offset, expected.mean)).toBeLessThan(1e-6);
    }
    expect(filled(scaleCorrected(expression, correction, { scale: "none" })).values).toEqual(values);
  });

  test("a gene that does not vary becomes 0, and large z-scores are clipped", () => {
    const bounded = filled(scaleCorrected(expression, correction, { scale: "z-score", clip: 1 }));
    expect(bounded.values.every((value, at) => Math.abs(value) <= 1 && (at % p !== p - 1 || value === 0))).toBe(true);
  });

  test.each(["z-score", "center", "none"] as const)(
    "components without a dense matrix are those of the dense one: %s",
    async (scale) => {
      const scaled = scaleCorrected(expression, correction, { scale });
      const expected = await principalComponents(filled(scaled), 2);
      for (const exactLimit of [640, 1]) {
        const got = await principalComponents(aboveCorrectedZero(scaled, correction), 2, {
          exactLimit,
          tolerance: 1e-12,
        });
        expect(worstDifference(got.variances, expected.variances)).toBeLessThan(1e-5);
        expect(got.totalVariance / expected.totalVariance).toBeCloseTo(1, 5);
        expect(worstDifference(got.mean, expected.mean)).toBeLessThan(1e-5);
        expect(worstDifference(got.scores.values, expected.scores.values)).toBeLessThan(1e-3);
      }
    },
  );
});

test("components of fewer cells than genes are those of the dense matrix too", async () => {
  const few = sparseFrom(rows.slice(0, 9));
  const correction = combat(few, { ...batches, codes: batches.codes.slice(0, 9) });
  const scaled = scaleCorrected(few, correction, { scale: "center" });
  const expected = await principalComponents(filled(scaled), 2);
  for (const exactLimit of [640, 1]) {
    const got = await principalComponents(aboveCorrectedZero(scaled, correction), 2, { exactLimit, tolerance: 1e-12 });
    expect(worstDifference(got.scores.values, expected.scores.values)).toBeLessThan(1e-4);
    expect(worstDifference(got.loadings.values, expected.loadings.values)).toBeLessThan(1e-4);
  }
});

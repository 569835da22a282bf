import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { type ScaledExpression, scaledRows } from "../../../src/data/scaledExpression.ts";
import type { Sparse } from "../../../src/data/sparse.ts";
import { inputOf } from "../../../src/run/transfer/alignedInput.ts";

const [n, p, d] = [40, 12, 5];
const rng = createRandom(3);
const normals = (count: number) => Float64Array.from({ length: count }, () => rng.normal());

/** Rows of which some hold nothing. */
function expression(): Sparse {
  const starts = new Uint32Array(n + 1);
  const [indices, values]: number[][] = [[], []];
  for (let i = 0; i < n; i++) {
    for (let u = 0; u < p; u++) {
      if (i % 7 === 0 || rng.uniform() < 0.4) continue;
      indices.push(u);
      values.push(4 * rng.uniform());
    }
    starts[i + 1] = indices.length;
  }
  return { rows: n, columns: p, starts, indices: Uint32Array.from(indices), values: Float32Array.from(values) };
}

const scaled: ScaledExpression = {
  expression: expression(),
  offset: normals(p),
  // A gene that does not vary, and a bound that some values meet.
  divisor: Float64Array.from({ length: p }, (_, u) => (u === 3 ? Number.POSITIVE_INFINITY : 0.3 + rng.uniform())),
  clip: 2,
};
const correction = {
  ...{ batches: ["a", "b"], genes: p, batchOfCell: Int32Array.from({ length: n }, (_, i) => i % 2) },
  ...{ scales: normals(2 * p), shifts: normals(2 * p), covariateCount: 0, covariates: new Float64Array(0) },
  ...{ slopes: new Float64Array(0), means: new Float64Array(p), variances: new Float64Array(p).fill(1) },
};
const mean = normals(p);
const loadings = { rows: p, columns: d, values: normals(p * d) };

describe.each([
  { name: "scaled genes", source: scaled },
  { name: "scaled genes without batch effects", source: { ...scaled, correction } },
])("a model's input from $name", ({ source }) => {
  const rows = scaledRows(source);
  const row = new Float32Array(p);

  test("equals the product of dense rows, less the mean of the training data, with the directions", () => {
    const input = inputOf({ components: { mean, loadings } }, source);
    expect([input.rows, input.columns]).toEqual([n, d]);
    for (let i = 0; i < n; i++) {
      rows.fillInto(row, i);
      for (let c = 0; c < d; c++) {
        let sum = 0;
        for (let u = 0; u < p; u++) sum += (row[u] - mean[u]) * loadings.values[u * d + c];
        expect(input.values[i * d + c]).toBeCloseTo(sum, 4);
      }
    }
  });

  test("is the genes themselves where the model has no components", () => {
    const { values } = inputOf({ components: { mean, loadings: undefined } }, source);
    for (let i = 0; i < n; i++) {
      rows.fillInto(row, i);
      expect(values.subarray(i * p, (i + 1) * p)).toEqual(row);
    }
  });
});

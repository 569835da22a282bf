import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { makeEnsemble } from "../../../src/domains/hints/ensemble.ts";
import { regressOnHints } from "../../../src/domains/hints/kernel.ts";
import { hintPolicy } from "../../../src/domains/hints/policy.ts";
import { cholesky, inverseFromFactor, invertLower } from "../../../src/math/linearAlgebra/cholesky.ts";
import { firstOf, strips } from "./strips.ts";

test("the regression is that with the whole kernel matrix written out", async () => {
  const { tissue, truth } = await strips({ side: 10, count: 2, apart: 2 });
  const ensemble = await makeEnsemble(tissue, 2, hintPolicy.ensemble, createRandom(0), silentTask);
  const { cells, codes } = firstOf(truth, 3, [0, 1]);
  const { gaussianWeight, length, noise } = hintPolicy.kernel;
  const { metric, members } = ensemble;
  const row = (i: number) => Array.from(metric.values.subarray(i * metric.stride, i * metric.stride + metric.used));
  const rows = Array.from({ length: 100 }, (_, i) => row(i));
  const variance = rows[0].reduce((sum, _, u) => {
    const mean = rows.reduce((a, b) => a + b[u], 0) / 100;
    return sum + rows.reduce((a, b) => a + (b[u] - mean) ** 2, 0) / 100;
  }, 0);
  const kernel = (a: number, b: number) => {
    const labellings = members.flatMap(({ raw, refined }) => [raw, refined]);
    const together = labellings.filter((labels) => labels[a] === labels[b]).length / labellings.length;
    const square = rows[a].reduce((sum, value, u) => sum + (value - rows[b][u]) ** 2, 0) / variance;
    return (1 - gaussianWeight) * together + gaussianWeight * Math.exp(-square / (2 * length ** 2));
  };
  const m = cells.length;
  const gram = Float64Array.from({ length: m * m }, (_, at) => {
    const [a, b] = [Math.floor(at / m), at % m];
    return kernel(cells[a], cells[b]) + (a === b ? noise : 0);
  });
  const inverse = inverseFromFactor(invertLower(cholesky(gram, m) ?? new Float64Array(0), m), m);
  const found = regressOnHints(ensemble, { cells, codes }, 2, hintPolicy.kernel);
  for (let i = 0; i < 100; i++) {
    const values = [0, 1].map((k) => {
      let sum = 0.5;
      for (let a = 0; a < m; a++) {
        for (let b = 0; b < m; b++) sum += kernel(i, cells[a]) * inverse[a * m + b] * ((codes[b] === k ? 1 : 0) - 0.5);
      }
      return Math.max(sum, 0);
    });
    expect(found[2 * i]).toBeCloseTo(values[0] / (values[0] + values[1]), 5);
  }
});

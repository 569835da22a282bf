import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { makeEnsemble } from "../../../src/domains/hints/ensemble.ts";
import { regressOnHints } from "../../../src/domains/hints/kernel.ts";
import { hintPolicy } from "../../../src/domains/hints/policy.ts";
import { cholesky, inverseFromFactor, invertLower } from "../../../src/math/linearAlgebra/cholesky.ts";
import { firstOf, strips } from "./strips.ts";

test.each([
  ["one section", undefined],
  ["two sections", Int32Array.from({ length: 100 }, (_, i) => (i < 50 ? 0 : 1))],
])("in %s the regression is that with the whole kernel matrix written out", async (_, sections) => {
  const { tissue: one, truth } = await strips({ side: 10, count: 2, apart: 2 });
  const tissue = { ...one, sections };
  const ensemble = await makeEnsemble(tissue, 2, hintPolicy.ensemble, createRandom(0), silentTask);
  const { cells, codes } = firstOf(truth, 3, [0, 1]);
  const { gaussianWeight, length, noise, nearWeight, reach } = hintPolicy.kernel;
  const { metric, members } = ensemble;
  const row = (i: number) => Array.from(metric.values.subarray(i * metric.stride, i * metric.stride + metric.used));
  const rows = Array.from({ length: 100 }, (_, i) => row(i));
  const places = Array.from({ length: 100 }, (_, i) => Array.from(tissue.positions.values.subarray(2 * i, 2 * i + 2)));
  const ofGroups = sections ? [0, 1].map((group) => places.filter((_, i) => sections[i] === group)) : [places];
  const spread = ofGroups.reduce((sum, group) => sum + (group.length / 100) * varianceOf(group), 0);
  const variance = varianceOf(rows);
  const kernel = (a: number, b: number) => {
    const labellings = members.flatMap(({ raw, refined }) => [raw, refined]);
    const together = labellings.filter((labels) => labels[a] === labels[b]).length / labellings.length;
    const alike = Math.exp(-squareOf(rows[a], rows[b]) / variance / (2 * length ** 2));
    const apart = sections && sections[a] !== sections[b];
    const near = apart ? 0 : Math.exp(-squareOf(places[a], places[b]) / spread / (2 * reach ** 2));
    const likeness = (1 - gaussianWeight) * together + gaussianWeight * alike;
    return likeness * (1 - nearWeight + nearWeight * near);
  };
  const m = cells.length;
  const gram = Float64Array.from({ length: m * m }, (_, at) => {
    const [a, b] = [Math.floor(at / m), at % m];
    return kernel(cells[a], cells[b]) + (a === b ? noise : 0);
  });
  const inverse = inverseFromFactor(invertLower(cholesky(gram, m) ?? new Float64Array(0), m), m);
  const { probabilities, foretold } = regressOnHints(ensemble, { cells, codes }, 2, hintPolicy.kernel);
  for (let i = 0; i < 100; i++) {
    const values = [0, 1].map((k) => {
      let sum = 0.5;
      for (let a = 0; a < m; a++) {
        for (let b = 0; b < m; b++) sum += kernel(i, cells[a]) * inverse[a * m + b] * ((codes[b] === k ? 1 : 0) - 0.5);
      }
      return Math.max(sum, 0);
    });
    // Hints beyond three lengths are left out: each adds less than nearWeight exp(-4.5).
    expect(Math.abs(probabilities[2 * i] - values[0] / (values[0] + values[1]))).toBeLessThan(0.01);
  }
  for (let left = 0; left < m; left++) {
    const others = Array.from({ length: m }, (_, a) => a).filter((a) => a !== left);
    const rest = {
      cells: Uint32Array.from(others, (a) => cells[a]),
      codes: Int32Array.from(others, (a) => codes[a]),
    };
    const without = regressOnHints(ensemble, rest, 2, hintPolicy.kernel).probabilities;
    expect(foretold[left]).toBe(without[2 * cells[left]] > without[2 * cells[left] + 1] ? 0 : 1);
  }
});

test("of two places that are alike, each takes the label of the hint that is near", async () => {
  const { tissue } = await strips({ side: 20, count: 1 });
  const ensemble = await makeEnsemble(tissue, 2, hintPolicy.ensemble, createRandom(0), silentTask);
  const hints = { cells: Uint32Array.of(202, 217), codes: Int32Array.of(0, 1) };
  const { probabilities } = regressOnHints(ensemble, hints, 2, hintPolicy.kernel);
  const column = (x: number) => [181, 201, 221].map((i) => probabilities[2 * (i - 1 + x)]).reduce((a, b) => a + b) / 3;
  expect(column(2)).toBeGreaterThan(0.5);
  expect(column(17)).toBeLessThan(0.5);
});

function squareOf(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, u) => sum + (value - b[u]) ** 2, 0);
}

/** Mean squared distance from the mean. */
function varianceOf(points: readonly (readonly number[])[]): number {
  const mean = points[0].map((_, u) => points.reduce((sum, point) => sum + point[u], 0) / points.length);
  return points.reduce((sum, point) => sum + squareOf([...point], mean), 0) / points.length;
}

import { describe, expect, test } from "vitest";
import { mclust } from "../../src/cluster/mclust.ts";
import type { Mixture } from "../../src/cluster/mixture/gaussianMixture.ts";
import { createTask } from "../../src/core/task.ts";
import { adjustedRandIndex } from "../../src/math/statistics/agreement.ts";
import { mclustCases, mclustRefusals, type ReferenceFit } from "./mclustFixtures.ts";

const fits = mclustCases().flatMap(({ fits, ...embedding }) => fits.map((fit) => ({ ...embedding, ...fit })));

describe.each(fits)("$clusters clusters of an embedding with $name", (reference) => {
  const { points, clusters, cells } = reference;
  const fit = mclust(points, clusters, { cells });
  const found = async () => (await fit) ?? expect.fail("no fit");

  test("have the labels of R's Mclust", async () => {
    expect(adjustedRandIndex((await found()).labels, reference.labels)).toBe(1);
  });

  test("have its log-likelihood and parameters", async () => {
    const own = await found();
    expect(Math.abs(own.logLikelihood / reference.logLikelihood - 1)).toBeLessThan(1e-6);
    const { covariances, columns: d } = { ...own, ...points };
    let at = 0;
    for (let u = 0; u < d; u++) {
      for (let v = 0; v <= u; v++) expect(covariances[u * d + v]).toBeCloseTo(reference.covariance[at++], 6);
    }
    for (const [theirs, ours] of partners(reference, own)) {
      expect(own.weights[ours]).toBeCloseTo(reference.weights[theirs], 6);
      const means = reference.means.slice(theirs * d, (theirs + 1) * d);
      means.forEach((mean, u) => {
        expect(own.means.values[ours * d + u]).toBeCloseTo(mean, 5);
      });
    }
  });
});

describe("a singular covariance gives no fit", () => {
  const [{ points }] = mclustCases();
  const { units, dependent } = mclustRefusals();

  test.each(units)("as in R when a column is in units of $unit: $nothing", async ({ unit, nothing }) => {
    const values = points.values.map((value, at) => (at % 3 === 2 ? value * unit : value));
    expect((await mclust({ ...points, values }, 4)) === undefined).toBe(nothing);
  });

  test("as in R when a column depends on others", async () => {
    const values = Float64Array.from({ length: 4 * points.rows }, (_, at) => {
      const [x, y, z] = points.values.subarray(3 * Math.floor(at / 4));
      return [x, y, z, x - 2 * y][at % 4];
    });
    expect(dependent).toBe(true);
    expect(await mclust({ rows: points.rows, columns: 4, values }, 4)).toBeUndefined();
  });

  test("when all cells are equal", async () => {
    const equal = { rows: 6, columns: 2, values: new Float64Array(12).fill(3) };
    expect(await mclust(equal, 2)).toBeUndefined();
  });
});

test("a signal that throws nothing ends EM after a round, with a fit", async () => {
  const [{ points }] = mclustCases();
  const stopped = createTask("domains", { signal: AbortSignal.abort() }).finishing();
  const fit = await mclust(points, 4, {}, stopped);
  expect(fit).toMatchObject({ iterations: 1, converged: false });
  expect(new Set(fit?.labels).size).toBe(4);
});

/** Components of the reference and ours, paired by a cell that both hold. */
function partners({ labels }: ReferenceFit, own: Mixture): Map<number, number> {
  return new Map(Array.from(labels, (label, i) => [label, own.labels[i]]));
}

import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { findDomains } from "../../src/domains/domains.ts";
import { fullMixtureClustering } from "../../src/domains/fullMixtureClustering.ts";
import { policies } from "../../src/domains/policy.ts";
import { adjustedRandIndex } from "../../src/math/statistics/agreement.ts";
import { blobs, members } from "../cluster/points.ts";
import { recordedTask } from "../recordedTask.ts";

/** Positions that the clustering itself does not read. */
const line = (n: number): Matrix => ({
  ...{ rows: n, columns: 2 },
  values: Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 ? 0 : e / 2)),
});

async function found(embeddings: readonly Matrix[], count: number) {
  const { task, warnings } = recordedTask();
  const inputs = { embeddings, positions: line(embeddings[0].rows), count };
  const domains = await findDomains(inputs, { clustering: { name: "full-mixture" } }, createRandom(0), task);
  return { ...domains, warnings };
}

test("domains are the components of the mixture, of each of several embeddings", async () => {
  const { raw, posterior, partitions, stoppedEarly } = await found([blobs(120, 6), blobs(120, 6, { seed: 2 })], 3);
  expect(adjustedRandIndex(raw, members(120))).toBe(1);
  expect(posterior.columns).toBe(3);
  expect(partitions).toMatchObject([
    { start: "k-means", components: 6 },
    { start: "k-means", components: 6 },
  ]);
  expect(stoppedEarly).toBe(false);
  expect(fullMixtureClustering.sentence({ partitions }, policies.default, () => "[1]")).toMatch(/on the 6 dimensions/);
});

test("components that win no cell are no domains, with a warning", async () => {
  const { rows, columns, values } = blobs(60, 2);
  // Two places only: a third component is equal to one of the others.
  const places = values.map((_, e) => (Math.floor(e / columns) % 2 ? 1 : 5));
  const { posterior, warnings } = await found([{ rows, columns, values: places }], 3);
  expect(posterior.columns).toBeLessThanOrEqual(3);
  if (posterior.columns < 3) expect(warnings).toEqual([expect.stringMatching(/have no cell and are no domains/)]);
});

test("covariances of another shape are refused", () => {
  const { default: usual } = policies;
  const diagonal = { ...usual, candidates: { ...usual.candidates, covariance: "diagonal" } } as const;
  expect(() => fullMixtureClustering.check?.({}, diagonal)).toThrow(/expected full, the covariance.*got diagonal/);
  expect(() => fullMixtureClustering.check?.({}, usual)).not.toThrow();
});

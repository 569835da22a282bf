import { expect, test } from "vitest";
import { mclust } from "../../src/cluster/mclust.ts";
import { createRandom } from "../../src/core/random.ts";
import type { Task } from "../../src/core/task.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { findDomains } from "../../src/domains/domains.ts";
import { policies } from "../../src/domains/policy.ts";
import { adjustedRandIndex } from "../../src/math/statistics/agreement.ts";
import { mclustCases } from "../cluster/mclustFixtures.ts";
import { blobs, members } from "../cluster/points.ts";
import { inLives } from "../keeper.ts";
import { recordedTask } from "../recordedTask.ts";

const cases = mclustCases();

/** Positions that the clustering itself does not read. */
const line = (n: number): Matrix => ({
  ...{ rows: n, columns: 2 },
  values: Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 ? 0 : e / 2)),
});

const find = (embeddings: readonly Matrix[], count: number, options: object, seed: number, task: Task) =>
  findDomains(
    { embeddings, positions: line(embeddings[0].rows), count },
    { clustering: { name: "mclust", options } },
    createRandom(seed),
    task,
  );

async function found(embeddings: readonly Matrix[], count: number, options: object = {}, seed = 0) {
  const recorded = recordedTask();
  return { ...recorded, ...(await find(embeddings, count, options, seed, recorded.task)) };
}

test("domains are those of R's mclust, and so are probabilities", async () => {
  const [{ points, fits }] = cases;
  const { raw, posterior, partitions, warnings } = await found([points], 4, { components: "all" });
  expect(adjustedRandIndex(raw, fits[0].labels)).toBe(1);
  expect([posterior.rows, posterior.columns]).toEqual([points.rows, 4]);
  raw.forEach((domain, i) => {
    const own = posterior.values.subarray(4 * i, 4 * i + 4);
    expect(own.indexOf(Math.max(...own))).toBe(domain);
  });
  expect(partitions).toMatchObject([{ start: "model-based tree", components: 3, chosen: true }]);
  expect(warnings).toEqual([]);
});

test("at most 30 principal components are clustered, or as many as wanted", async () => {
  const wide = blobs(60, 34);
  const columns = async (options: object) => (await found([wide], 3, options)).partitions[0].components;
  expect(await columns({})).toBe(30);
  expect(await columns({ components: 8 })).toBe(8);
  expect(await columns({ components: "all" })).toBe(34);
});

test("above the size of the sample the seed draws the cells of the tree", async () => {
  const [{ points }] = cases;
  const labelsOf = async (seed: number, sample?: number) =>
    (await found([points], 11, { components: "all", ...(sample ? { sample } : {}) }, seed)).raw;
  expect(await labelsOf(1)).toEqual(await labelsOf(2));
  expect(await labelsOf(1, 60)).toEqual(await labelsOf(1, 60));
  expect(await labelsOf(1, 60)).not.toEqual(await labelsOf(2, 60));
});

/** Three columns, twice: the covariance is singular. */
function twice({ rows, columns, values }: Matrix): Matrix {
  const doubled = new Float64Array(2 * values.length);
  for (let i = 0; i < rows; i++) {
    const row = values.subarray(i * columns, (i + 1) * columns);
    doubled.set([...row, ...row], 2 * i * columns);
  }
  return { rows, columns: 2 * columns, values: doubled };
}

test("a singular covariance falls back to the regularised mixture, with a warning", async () => {
  const { raw, warnings, partitions } = await found([twice(blobs(90, 3))], 3, { components: "all" });
  expect(adjustedRandIndex(raw, members(90))).toBe(1);
  expect(partitions).toMatchObject([{ start: "ward" }]);
  expect(warnings).toEqual([expect.stringMatching(/covariance of 6 dimensions is singular.*Ward start was used/)]);
});

test("a search that goes on after a kill ends with the same domains and warnings", async () => {
  const embeddings = [blobs(90, 6), twice(blobs(90, 3))];
  const options = { components: "all" } as const;
  const whole = await found(embeddings, 3, options);
  let warned: readonly string[] = [];
  const { result, cuts } = await inLives((store) => {
    const { task, warnings } = recordedTask({ store });
    warned = warnings;
    return find(embeddings, 3, options, 0, task);
  });
  expect(result.raw).toEqual(whole.raw);
  expect(result.partitions).toEqual(whole.partitions);
  expect(warned).toEqual(whole.warnings);
  // Two fits, and a Ward start with its set in place of one; agreement, neighbours, and each embedding's refinement.
  expect(cuts).toBe(2 + 2 + 2 + 2);
});

test("components without a cell are no domains, with a warning", async () => {
  const points = blobs(80, 2, { spread: 1.5, seed: 1 });
  // One of the mixture's 8 components is nowhere the likeliest.
  expect(new Set((await mclust(points, 8))?.labels).size).toBe(7);
  const { raw, domains, posterior, warnings } = await found([points], 8, { components: "all" });
  expect(domains).toHaveLength(7);
  expect(domains.every(({ rawSize }) => rawSize > 0)).toBe(true);
  raw.forEach((domain, i) => {
    const own = Array.from(posterior.values.subarray(7 * i, 7 * i + 7));
    expect(own.indexOf(Math.max(...own))).toBe(domain);
    expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });
  expect(warnings).toEqual(["mclust: 1 of 8 components have no cell and are no domains"]);
});

test("of several embeddings each gives a partition, and a stop keeps the first", async () => {
  const [{ points }] = cases;
  const { partitions } = await found([points, points], 4);
  expect(partitions.map(({ embedding }) => embedding)).toEqual([0, 1]);
  const { task } = recordedTask({ signal: AbortSignal.abort() });
  const stopped = await find([points, points], 4, {}, 0, task);
  expect(stopped.partitions).toHaveLength(1);
  expect(stopped.stoppedEarly).toBe(true);
});

test.each([
  [{ model: "VVV" }, {}, "mclust: model: expected EEE, got VVV"],
  [{ components: 0 }, {}, "mclust: components: expected a whole number above 0 or all, got 0"],
  [{ sample: 1.5 }, {}, "mclust: sample: expected a whole number above 1, got 1.5"],
  [{}, { covariance: "full" as const }, "mclust: --covariance: expected tied"],
])("options %j with %j are refused", async (options, changes, message) => {
  const [{ points }] = cases;
  const policy = { ...policies.default, candidates: { ...policies.default.candidates, ...changes } };
  const inputs = { embeddings: [points], positions: line(points.rows), count: 4 };
  const clustering = { name: "mclust", options };
  await expect(findDomains(inputs, { clustering, policy }, createRandom(0))).rejects.toThrow(message);
});

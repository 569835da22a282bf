import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { startDomains } from "../../src/domains/startDomains.ts";

const rng = createRandom(7);
/** Four blobs of 40 points. */
const blobs: Matrix = {
  rows: 160,
  columns: 3,
  values: Float64Array.from({ length: 480 }, (_, e) => rng.normal() + (e % 3 === 0 ? 12 * Math.floor(e / 120) : 0)),
};
const blobOf = (labels: Int32Array) => [0, 1, 2, 3].map((b) => new Set(labels.subarray(40 * b, 40 * (b + 1))));

test("finds the blobs of an embedding, without a tissue, by any clustering", async () => {
  for (const choice of [
    { name: "mclust", options: { components: "all" } },
    { name: "louvain", options: { neighbors: 10 } },
  ]) {
    const labels = await startDomains(blobs, 4, choice, createRandom(0));
    expect(blobOf(labels).map(({ size }) => size)).toEqual([1, 1, 1, 1]);
    expect(new Set(labels).size).toBe(4);
  }
});

test("a resolution that is given is not searched for the number of domains", async () => {
  const found = async (resolution: number) => {
    const choice = { name: "louvain", options: { neighbors: 10, resolution } };
    return new Set(await startDomains(blobs, 4, choice, createRandom(0))).size;
  };
  expect(await found(0.01)).toBe(4);
  expect(await found(8)).toBeGreaterThan(8);
});

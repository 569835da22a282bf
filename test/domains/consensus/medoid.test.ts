import { expect, test } from "vitest";
import { matchClusters, rankBySize } from "../../../src/cluster/partition.ts";
import { cellConfidence, domainStability } from "../../../src/domains/confidence.ts";
import { medoid } from "../../../src/domains/consensus/medoid.ts";

const a = Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2);
const renumbered = Int32Array.of(2, 2, 2, 0, 0, 0, 1, 1, 1);
const near = Int32Array.of(0, 0, 0, 1, 1, 2, 2, 2, 2);
const far = Int32Array.of(0, 1, 2, 0, 1, 2, 0, 1, 2);

test("the medoid is the partition that the others agree with", async () => {
  expect((await medoid([far, a, near, renumbered])).chosen).toBe(1);
});

test("the numbering of clusters does not move the medoid", async () => {
  expect((await medoid([far, near, a])).agreement).toEqual((await medoid([far, near, renumbered])).agreement);
});

test("one partition agrees with itself", async () => {
  expect(await medoid([far])).toEqual({ chosen: 0, agreement: Float64Array.of(1) });
});

test("clusters are paired so that the most cells agree", () => {
  expect(matchClusters(renumbered, a, 3)).toEqual(Int32Array.of(1, 2, 0));
});

test("clusters rank by size, equal sizes by their first cell", () => {
  expect(rankBySize(Int32Array.of(3, 1, 0, 0, 1, 2), 4)).toEqual(Int32Array.of(1, 0, 3, 2));
});

test("a cell is sure where partitions agree under any numbering, unsure where one differs", async () => {
  const options = { neighbors: new Int32Array(0), count: 3 };
  const confidence = await cellConfidence(a, [a, renumbered, near, near], options);
  expect(confidence).toEqual(Float32Array.of(1, 1, 1, 1, 1, 0.5, 1, 1, 1));
});

test("a cell is less sure beside cells of another domain", async () => {
  const neighbors = Int32Array.from(a, (_, i) => Math.max(0, i - 1));
  const confidence = await cellConfidence(a, [a], { neighbors, count: 3 });
  expect(confidence).toEqual(Float32Array.of(1, 1, 1, 0.5, 1, 1, 0.5, 1, 1));
});

test("a domain's stability is the mean Jaccard index with its partners", () => {
  expect([...domainStability(a, [renumbered, near], 3)]).toEqual([1, (1 + 2 / 3) / 2, (1 + 3 / 4) / 2]);
  expect([...domainStability(a, [], 3)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { familyCandidates, familySetCount, untrainedFamilies } from "../../../src/domains/families/familyCandidates.ts";
import { always, type CandidatePolicy, policies } from "../../../src/domains/policy.ts";
import { estimateWork } from "../../../src/domains/workEstimate.ts";
import { normalizedMutualInformation } from "../../../src/math/statistics/agreement.ts";
import { nearestGraph } from "../../../src/spatial/nearest.ts";

const work = estimateWork({ cells: 1, count: 1, embeddings: 1, setsEach: 1, fits: 1, fitted: 1, wardSample: 1 });
const { candidates: pool } = policies.pool;
/** Fewer fits, so that the tests are fast. */
const policy: CandidatePolicy = {
  ...pool,
  restarts: 0,
  components: always([4]),
  families: {
    ...pool.families,
    pooled: untrainedFamilies,
    restarts: 0,
    smoothed: { rounds: [2], neighbors: [6], averaged: always(10), components: always([4]) },
    factors: { ranks: [[0, 12]], components: 6, rounds: [2], beyond: 1 },
  },
};

/** A lattice of three stripes; noise hides them in a single cell, not in the mean of a few. */
async function tissue(width: number, height: number) {
  const rng = createRandom(2);
  const n = width * height;
  const truth = Int32Array.from({ length: n }, (_, i) => Math.min(2, Math.floor((3 * (i % width)) / width)));
  const values = Float64Array.from(
    { length: 6 * n },
    (_, e) => 1.2 * rng.normal() + (e % 6 === truth[Math.floor(e / 6)] ? 2 : 0),
  );
  const xy = Float64Array.from({ length: 2 * n }, (_, e) => (e % 2 ? Math.floor(e / (2 * width)) : (e >> 1) % width));
  const positions = { rows: n, columns: 2, values: xy };
  const components = { rows: n, columns: 6, values };
  const graph = await nearestGraph(positions);
  return { truth, inputs: { embeddings: [components], components, positions, graph, count: 3 } };
}

test("each family has candidates, and those of the tissue find what single cells hide", async () => {
  const { truth, inputs } = await tissue(30, 20);
  const found = await familyCandidates(inputs, policy, createRandom(0), silentTask, work);
  const best = (family: string) =>
    Math.max(
      ...found.filter((each) => each.family === family).map(({ labels }) => normalizedMutualInformation(labels, truth)),
    );
  expect(new Set(found.map(({ family }) => family)).size).toBe(3);
  expect(best("smoothed components")).toBeGreaterThan(0.85);
  expect(best("autocorrelation factors")).toBeGreaterThan(0.85);
  for (const { labels } of found) expect(new Set(labels).size).toBe(3);
});

test("the same inputs give the same candidates", async () => {
  const { inputs } = await tissue(30, 20);
  const [a, b] = [1, 2].map(() => familyCandidates(inputs, policy, createRandom(0), silentTask, work));
  expect((await a).map(({ labels }) => labels)).toEqual((await b).map(({ labels }) => labels));
});

test("a small section, or one without components, has those of the embedding alone", async () => {
  const { inputs: small } = await tissue(20, 20);
  const { components: _, ...plain } = (await tissue(30, 20)).inputs;
  for (const inputs of [small, plain]) {
    const found = await familyCandidates(inputs, policy, createRandom(0), silentTask, work);
    expect(new Set(found.map(({ family }) => family))).toEqual(new Set(["embedding"]));
    expect(familySetCount(inputs, policy)).toBe(0);
  }
});

test("sections are each of the least size at most where the largest is", async () => {
  const { inputs } = await tissue(30, 20);
  const halves = { ...inputs, sections: Int32Array.from({ length: 600 }, (_, i) => (i < 300 ? 0 : 1)) };
  expect(familySetCount(halves, policy)).toBe(0);
  expect(familySetCount(inputs, policy)).toBeGreaterThan(0);
});

test("families that are not pooled have no candidates, and the others have the same as with them", async () => {
  const { inputs } = await tissue(30, 20);
  const pooled = { ...policy, families: { ...policy.families, pooled: ["autocorrelation factors"] as const } };
  const some = await familyCandidates(inputs, pooled, createRandom(0), silentTask, work);
  const all = await familyCandidates(inputs, policy, createRandom(0), silentTask, work);
  const kept = all.filter(({ family }) => family !== "smoothed components");
  expect(some.map(({ labels }) => labels)).toEqual(kept.map(({ labels }) => labels));
  expect(some.length).toBeLessThan(all.length);
});

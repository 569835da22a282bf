import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Graph } from "../../src/data/graph.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { classify, fitClassifier } from "../../src/domains/classifier.ts";
import { policies } from "../../src/domains/policy.ts";

/** Cells on a line, each beside the next; three domains of other means. */
function tissue(n: number, seed: number): { embedding: Matrix; graph: Graph; labels: Int32Array } {
  const rng = createRandom(seed);
  const labels = Int32Array.from({ length: n }, (_, i) => Math.floor((3 * i) / n));
  const values = Float64Array.from({ length: 4 * n }, (_, at) => {
    const [i, u] = [Math.floor(at / 4), at % 4];
    return rng.normal() * (u + 0.5) + (u === labels[i] ? 9 : 0);
  });
  const starts = Uint32Array.from({ length: n + 1 }, (_, i) => (i === 0 ? 0 : i === n ? 2 * n - 2 : 2 * i - 1));
  const targets = Uint32Array.from(
    Array.from({ length: n }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < n)).flat(),
  );
  return {
    embedding: { rows: n, columns: 4, values },
    graph: { starts, targets, lengths: new Float32Array(targets.length).fill(1) },
    labels,
  };
}

const train = tissue(600, 1);
const classifier = await fitClassifier(train, policies.default.classifier, createRandom(0));

test("cells of the same distributions find their domains again", () => {
  const other = tissue(600, 2);
  const { labels, posterior } = classify(classifier, other);
  const right = labels.reduce((count, label, i) => count + (label === other.labels[i] ? 1 : 0), 0);
  expect(right).toBeGreaterThan(590);
  for (let i = 0; i < 600; i++) {
    expect([0, 1, 2].reduce((sum, k) => sum + posterior.values[3 * i + k], 0)).toBeCloseTo(1, 12);
  }
});

test("the scatter of cells around their domains is the identity in the classifier's coordinates", () => {
  // In k dimensions the mean squared distance to the own mean is k.
  const { distances } = classify(classifier, train);
  const mean = distances.reduce((sum, distance) => sum + distance ** 2, 0) / distances.length;
  expect(mean).toBeGreaterThan(0.97 * classifier.axes.columns);
  expect(mean).toBeLessThan(1.001 * classifier.axes.columns);
});

test("distances tell new cells from known ones", () => {
  const known = classify(classifier, tissue(600, 3)).distances;
  const { embedding, graph } = tissue(600, 4);
  const moved = { ...embedding, values: Float64Array.from(embedding.values, (value) => value + 30) };
  const far = classify(classifier, { embedding: moved, graph }).distances;
  const beyond = (distances: Float64Array) =>
    distances.filter((distance) => distance > classifier.distances[99]).length;
  expect(beyond(known)).toBeLessThan(30);
  expect(beyond(far)).toBe(600);
});

test("quantiles of the distances ascend and end with the largest", () => {
  const sorted = [...classifier.distances].sort((a, b) => a - b);
  expect([...classifier.distances]).toEqual(sorted);
  expect(sorted[100]).toBe(Math.max(...classify(classifier, train).distances));
});

test("fitting on a sample of the cells gives nearly the same domains", async () => {
  const sampled = classify(
    await fitClassifier(train, { ...policies.default.classifier, fitAbove: 200 }, createRandom(5)),
    train,
  ).labels;
  const whole = classify(classifier, train).labels;
  expect(sampled.filter((label, i) => label !== whole[i]).length).toBeLessThan(6);
});

import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { alignToReference } from "../../src/preprocess/alignToReference.ts";
import { combat } from "../../src/preprocess/combat.ts";
import { correctedRows } from "../../src/preprocess/correctBatches.ts";
import { columnMoments } from "../../src/preprocess/moments.ts";
import { denseOf, sparseFrom } from "./sparse.ts";

const rng = createRandom(1);
const genes = 30;
const means = Array.from({ length: genes }, () => 2 + rng.uniform());
const draw = (n: number, shift: number, spread: number) =>
  Array.from({ length: n }, () => means.map((mean, u) => mean + shift * (1 + (u % 3)) + spread * rng.normal()));
const reference = sparseFrom(draw(400, 0, 0.3));
const sample = sparseFrom(draw(300, 0.5, 0.6));
const known = columnMoments(reference);
const target = { mean: known.mean, deviation: known.variance.map(Math.sqrt) };

const aligned = ({ scales, shifts }: ReturnType<typeof alignToReference>) =>
  sparseFrom(
    Array.from({ length: 300 }, (_, i) =>
      denseOf(sample)
        .slice(i * genes, (i + 1) * genes)
        .map((value, u) => scales[u] * value + shifts[u]),
    ),
  );

test("a shifted and stretched sample comes to the mean and deviation of the reference", () => {
  const { mean, variance } = columnMoments(aligned(alignToReference(sample, target)));
  for (let u = 0; u < genes; u++) {
    expect(Math.abs(mean[u] - target.mean[u])).toBeLessThan(0.01);
    expect(Math.abs(Math.sqrt(variance[u]) / target.deviation[u] - 1)).toBeLessThan(0.12);
  }
});

test("a sample like the reference is left nearly as it is", () => {
  const { scales, shifts } = alignToReference(reference, target);
  for (let u = 0; u < genes; u++) {
    expect(scales[u]).toBeCloseTo(1, 3);
    expect(shifts[u]).toBeCloseTo(0, 2);
  }
});

test("differences between two samples become as small as ComBat makes them", () => {
  const both = sparseFrom([...draw(300, 0, 0.3), ...draw(300, 0.5, 0.6)]);
  const codes = Int32Array.from({ length: 600 }, (_, i) => (i < 300 ? 0 : 1));
  const correction = combat(both, { kind: "category", codes, categories: ["a", "b"], ordered: false });
  const { values } = correctedRows(both, correction);
  const meanOf = (from: number, u: number) => {
    let sum = 0;
    for (let i = from; i < from + 300; i++) sum += values[i * genes + u] / 300;
    return sum;
  };
  const { mean } = columnMoments(aligned(alignToReference(sample, target)));
  const worst = (difference: (u: number) => number) =>
    Math.max(...Array.from({ length: genes }, (_, u) => Math.abs(difference(u))));
  expect(worst((u) => mean[u] - target.mean[u])).toBeLessThan(worst((u) => meanOf(0, u) - meanOf(300, u)) + 0.02);
});

test("a gene that the sample lacks gets the reference's mean, one that does not vary is only moved", () => {
  const rows = Array.from({ length: 20 }, () => [0, 5, rng.normal() + 3, rng.normal() + 3]);
  const flat = { mean: Float64Array.of(1, 2, 3, 4), deviation: Float64Array.of(1, 1, 1, 1) };
  const { scales, shifts } = alignToReference(sparseFrom(rows, 4), flat, new Set([0]));
  expect([scales[0], shifts[0], scales[1], shifts[1]]).toEqual([1, 1, 1, -3]);
});

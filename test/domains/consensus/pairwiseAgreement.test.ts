import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { pairwiseAgreement } from "../../../src/domains/consensus/pairwiseAgreement.ts";
import { normalizedMutualInformation } from "../../../src/math/statistics/agreement.ts";

const random = (n: number, seed: number) => {
  const rng = createRandom(seed);
  return Int32Array.from({ length: n }, (_, i) => (rng.uniform() < 0.3 ? rng.integer(4) : Math.floor((4 * i) / n)));
};

test("each pair has its normalised mutual information, and a partition agrees with itself", async () => {
  const partitions = [random(200, 1), random(200, 2), random(200, 3)];
  const { values } = await pairwiseAgreement(partitions);
  const expected = partitions.flatMap((a) => partitions.map((b) => normalizedMutualInformation(a, b)));
  expected.forEach((value, e) => {
    expect(values[e]).toBeCloseTo(value, 12);
  });
});

test("of many cells a sample gives the same to a hundredth", async () => {
  const [a, b] = [random(60_000, 1), random(60_000, 2)];
  const { values } = await pairwiseAgreement([a, b]);
  expect(Math.abs(values[1] - normalizedMutualInformation(a, b))).toBeLessThan(0.01);
  expect(values[1]).not.toBe(normalizedMutualInformation(a, b));
});

import { expect, test } from "vitest";
import { createRandom } from "../../../src/core/random.ts";
import { silentTask } from "../../../src/core/task.ts";
import { makeEnsemble } from "../../../src/domains/hints/ensemble.ts";
import { mixtureOfHints } from "../../../src/domains/hints/mixture.ts";
import { hintPolicy } from "../../../src/domains/hints/policy.ts";
import { firstOf, strips } from "./strips.ts";

const { tissue, truth } = await strips({ side: 16, count: 3, apart: 3 });
const { sets, near } = await makeEnsemble(tissue, 3, hintPolicy.ensemble, createRandom(0), silentTask);
const hints = firstOf(truth, 4, [0, 1, 2]);
const start = new Float32Array(3 * truth.length).fill(1 / 3);
const mixture = (policy = hintPolicy.mixture) =>
  mixtureOfHints({ set: sets[0], near, start }, hints, policy, createRandom(0));

function shareRight(probabilities: Float32Array): number {
  let right = 0;
  truth.forEach((k, i) => {
    const row = probabilities.subarray(3 * i, 3 * i + 3);
    if (row.indexOf(Math.max(...row)) === k) right++;
  });
  return right / truth.length;
}

test("hinted cells have their class for certain, and the others mostly theirs", () => {
  const probabilities = mixture();
  hints.cells.forEach((cell, h) => {
    expect(probabilities[3 * cell + hints.codes[h]]).toBe(1);
  });
  expect(shareRight(probabilities)).toBeGreaterThan(0.97);
});

test("the field of neighbours corrects cells that their own features place wrongly", () => {
  expect(shareRight(mixture())).toBeGreaterThan(shareRight(mixture({ ...hintPolicy.mixture, field: 0 })));
});

test("fitted on a sample, the mixture gives nearly the same classes", () => {
  expect(shareRight(mixture({ ...hintPolicy.mixture, fitAbove: 120 }))).toBeGreaterThan(0.95);
});

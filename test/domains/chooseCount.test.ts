import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { chooseDomainCount } from "../../src/domains/chooseCount.ts";
import { policies } from "../../src/domains/policy.ts";
import { recordedTask } from "../recordedTask.ts";

/** `k` bands of tissue side by side with well separated embeddings in 12 columns. */
function bands(n: number, k: number, seed = 1) {
  const rng = createRandom(seed);
  const centres = Float64Array.from({ length: k * 12 }, () => 2 * rng.normal());
  const positions = new Float64Array(2 * n);
  const values = new Float64Array(n * 12);
  for (let i = 0; i < n; i++) {
    positions[2 * i] = rng.uniform();
    positions[2 * i + 1] = rng.uniform();
    const band = Math.floor(positions[2 * i] * k);
    for (let u = 0; u < 12; u++) values[i * 12 + u] = centres[band * 12 + u] + rng.normal();
  }
  const embedding: Matrix = { rows: n, columns: 12, values };
  return { embedding, positions: { rows: n, columns: 2, values: positions } };
}

const policy = { ...policies.default.count, components: [6, 9, 12], largest: 10 };
const quick = { policy };

test.each([3, 5])("%i well separated bands are counted", async (k) => {
  const { embedding, positions } = bands(400, k);
  const count = await chooseDomainCount([embedding], positions, quick, createRandom(1));
  expect(count.chosen).toBe(k);
  expect(count.plausible).toContain(k);
});

test("the curve holds one point for each number from 2, and the chosen one has its best score", async () => {
  const { embedding, positions } = bands(300, 4);
  const count = await chooseDomainCount([embedding], positions, quick, createRandom(1));
  expect(count.curve.map(({ count }) => count)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const best = Math.max(...count.curve.map(({ score }) => score));
  const scoreOf = (k: number) => count.curve[k - 2].score;
  expect(scoreOf(count.chosen)).toBe(best);
  expect(count.margin).toBeCloseTo(1 - scoreOf(count.runnerUp) / best, 12);
  for (const { gain, coherence, stability } of count.curve) {
    for (const share of [gain, coherence, stability]) expect(share).toBeLessThanOrEqual(1);
  }
});

test("a sample of the cells counts the same bands, and the same seed the same curve", async () => {
  const { embedding, positions } = bands(1500, 4);
  const options = { policy: { ...policy, sampleAbove: 400 }, sections: new Int32Array(1500) };
  const count = await chooseDomainCount([embedding, embedding], positions, options, createRandom(2));
  expect(count.chosen).toBe(4);
  expect(await chooseDomainCount([embedding, embedding], positions, options, createRandom(2))).toEqual(count);
});

test("few cells are never cut into more domains than a tenth of their number, nor into fewer than two", async () => {
  for (const n of [4, 15, 45]) {
    const { embedding, positions } = bands(n, 2);
    const { curve, chosen } = await chooseDomainCount([embedding], positions, quick, createRandom(1));
    expect(curve.at(-1)?.count).toBe(Math.max(2, Math.floor(n / 10)));
    expect(chosen).toBeGreaterThanOrEqual(2);
  }
});

test("an abort ends the search with a hasty choice", async () => {
  const { embedding, positions } = bands(400, 3);
  const { task } = recordedTask({ signal: AbortSignal.abort() });
  const count = await chooseDomainCount([embedding], positions, quick, createRandom(1), task);
  expect(count.stoppedEarly).toBe(true);
  expect(count.chosen).toBe(3);
  expect(count.curve.every(({ stability }) => stability === 1)).toBe(true);
});

test("too few cells are refused", async () => {
  const three = bands(3, 2);
  await expect(chooseDomainCount([three.embedding], three.positions, quick, createRandom(1))).rejects.toThrow(
    /at least 4/,
  );
});

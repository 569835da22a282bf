import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { Matrix } from "../../src/data/matrix.ts";
import { clusterDomains } from "../../src/domains/clusterDomains.ts";
import { agreement } from "../../src/math/statistics/agreement.ts";

const side = 20;
const n = side * side;
const positions: Matrix = {
  rows: n,
  columns: 2,
  values: Float64Array.from({ length: 2 * n }, (_, e) =>
    e % 2 === 0 ? Math.floor(e / 2) % side : Math.floor(e / 2 / side),
  ),
};
/** Three vertical stripes. */
const truth = Int32Array.from({ length: n }, (_, i) => Math.floor((3 * (i % side)) / side));
const rng = createRandom(1);
const embedding: Matrix = {
  rows: n,
  columns: 4,
  values: Float32Array.from({ length: 4 * n }, (_, e) => (e % 4 === truth[Math.floor(e / 4)] ? 3 : 0) + rng.normal()),
};

test("stripes that the embedding shows are found, and the same again for the same seed", async () => {
  const { refined } = await clusterDomains(embedding, positions, 3, {});
  expect(agreement(refined, truth).ari).toBeGreaterThan(0.9);
  const again = await clusterDomains([embedding], positions, 3, { seed: 0 });
  expect(again.refined).toEqual(refined);
});

test("cells of different sections are no neighbours of each other", async () => {
  const sections = truth.map((stripe) => Math.min(1, stripe));
  const { refined } = await clusterDomains(embedding, positions, 3, { sections });
  expect(agreement(refined, truth).ari).toBeGreaterThan(0.9);
});

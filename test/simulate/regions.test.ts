import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { thicknessOf } from "../../src/simulate/arrangements/layers.ts";
import { completeOptions, type SimulateOptions } from "../../src/simulate/options.ts";
import { placeCells } from "../../src/simulate/positions.ts";
import { drawAnatomy, regionsOf } from "../../src/simulate/regions.ts";

const cells = 2000;
const sites = placeCells(cells, "irregular", 15, createRandom(1));
const counts = (domains: Int32Array, k: number) =>
  Array.from({ length: k }, (_, label) => domains.filter((each) => each === label).length);
const anatomyOf = (options: SimulateOptions, seed = 3) =>
  drawAnatomy(completeOptions({ cells, ...options }), createRandom(seed));
const regions = (options: SimulateOptions, seed = 3) => regionsOf(sites, anatomyOf(options, seed), createRandom(4));

test("each layer has its share of the cells, and a thin one three cells of the side of the tissue", () => {
  const even = { domains: 5, side: 40, thinLayers: 2, sizes: new Float64Array(5).fill(1) };
  const shares = thicknessOf({ ...even, thickness: Float64Array.of(1, 1, 2, 1, 1) });
  const rest = 1 - 6 / 40;
  [rest / 4, 3 / 40, rest / 2, 3 / 40, rest / 4].forEach((share, k) => {
    expect(shares[k]).toBeCloseTo(share, 12);
  });
  const found = counts(regions({ domains: 6, thinLayers: 2 }).domain, 6);
  const thin = (cells * 3) / Math.sqrt(cells);
  for (const layer of [1, 3]) expect(Math.abs(found[layer] - thin)).toBeLessThanOrEqual(2);
  expect(found.reduce((sum, size) => sum + size, 0)).toBe(cells);
});

test("layers follow each other in depth", () => {
  const { domain } = regions({ domains: 3 });
  const meanY = [0, 1, 2].map((label) => {
    const own = [...domain.keys()].filter((i) => domain[i] === label);
    return own.reduce((sum, i) => sum + sites.positions[2 * i + 1], 0) / own.length;
  });
  expect(meanY).toEqual([...meanY].sort((a, b) => a - b));
});

test.each(["layers", "blobs", "nests"] as const)(
  "in %s every domain has cells, and the next domain begins within the stated distance",
  (arrangement) => {
    for (const seed of [1, 2, 3]) {
      const { domain, next, distance } = regions({ arrangement, domains: 6 }, seed);
      expect(Math.min(...counts(domain, 6))).toBeGreaterThan(0);
      expect([...domain.keys()].every((i) => next[i] !== domain[i] && distance[i] >= 0)).toBe(true);
      // Cells at a boundary have a cell of the next domain among their nearest.
      const near = [...domain.keys()].filter((i) => distance[i] * sites.width < 8);
      expect(near.length).toBeGreaterThan(50);
      const some = near.slice(0, 50);
      const beside = some.filter((i) => nearest(i, 8).some((j) => domain[j] === next[i]));
      expect(beside.length / some.length).toBeGreaterThan(0.85);
    }
  },
);

test("nests are islands of each domain in the first one, and sizes spread as far as the option says", () => {
  const { domain } = regions({ arrangement: "nests", domains: 4 });
  const sizes = counts(domain, 4);
  expect(sizes[0]).toBe(Math.max(...sizes));
  const spread = (sizeSpread: number) => {
    const found = counts(regions({ domains: 8, sizeSpread }).domain, 8).map((size) => Math.log(size + 1));
    const mean = found.reduce((sum, value) => sum + value, 0) / 8;
    return Math.sqrt(found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 8);
  };
  expect(spread(1)).toBeGreaterThan(2 * spread(0));
});

test("samples of one anatomy are bent differently", () => {
  const anatomy = anatomyOf({ domains: 4 });
  const [one, other] = [5, 6].map((seed) => regionsOf(sites, anatomy, createRandom(seed)).domain);
  const differing = one.filter((label, i) => label !== other[i]).length;
  expect(differing).toBeGreaterThan(0);
  expect(differing).toBeLessThan(1000);
});

function nearest(i: number, count: number): number[] {
  const { positions } = sites;
  const apart = (j: number) =>
    Math.hypot(positions[2 * i] - positions[2 * j], positions[2 * i + 1] - positions[2 * j + 1]);
  return Array.from({ length: cells }, (_, j) => j)
    .filter((j) => j !== i)
    .sort((a, b) => apart(a) - apart(b))
    .slice(0, count);
}

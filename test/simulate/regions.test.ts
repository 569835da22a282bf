import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import { placeCells } from "../../src/simulate/positions.ts";
import { domainsOf, drawAnatomy } from "../../src/simulate/regions.ts";

const sites = placeCells(2000, "irregular", 15, createRandom(1));
const counts = (domains: Int32Array, k: number) =>
  Array.from({ length: k }, (_, label) => domains.filter((each) => each === label).length);

test("each layer has its share of the cells", () => {
  const anatomy = drawAnatomy("layers", 5, createRandom(3));
  expect(anatomy.thickness.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  const found = counts(domainsOf(sites, anatomy, createRandom(4)), 5);
  found.forEach((cells, layer) => {
    expect(Math.abs(cells - 2000 * anatomy.thickness[layer])).toBeLessThanOrEqual(1);
  });
});

test("layers follow each other in depth", () => {
  const domains = domainsOf(sites, drawAnatomy("layers", 3, createRandom(3)), createRandom(4));
  const meanY = [0, 1, 2].map((label) => {
    const own = [...domains.keys()].filter((i) => domains[i] === label);
    return own.reduce((sum, i) => sum + sites.positions[2 * i + 1], 0) / own.length;
  });
  expect(meanY).toEqual([...meanY].sort((a, b) => a - b));
});

test("every domain has a blob", () => {
  for (const seed of [1, 2, 3]) {
    const anatomy = drawAnatomy("blobs", 6, createRandom(seed));
    expect([...anatomy.domainOfBlob.subarray(0, 6)]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Math.min(...counts(domainsOf(sites, anatomy, createRandom(9)), 6))).toBeGreaterThan(0);
  }
});

test("samples of one anatomy are bent differently", () => {
  const anatomy = drawAnatomy("layers", 4, createRandom(3));
  const [one, other] = [domainsOf(sites, anatomy, createRandom(5)), domainsOf(sites, anatomy, createRandom(6))];
  const differing = one.filter((label, i) => label !== other[i]).length;
  expect(differing).toBeGreaterThan(0);
  expect(differing).toBeLessThan(1000);
});

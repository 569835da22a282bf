import { expect, test } from "vitest";
import { createRandom } from "../../src/core/random.ts";
import type { CategoryColumn } from "../../src/data/table.ts";
import { sampleDependence } from "../../src/domains/sampleDependence.ts";

const category = (codes: readonly number[], prefix: string): CategoryColumn => ({
  kind: "category",
  codes: Int32Array.from(codes),
  categories: Array.from({ length: Math.max(...codes) + 1 }, (_, code) => `${prefix}${code}`),
  ordered: false,
});
const n = 1200;
const cells = Array.from({ length: n }, (_, i) => i);
const samples = category(
  cells.map((i) => i % 4),
  "s",
);

test("domains that are the samples are told, with the domains of each", () => {
  const found = sampleDependence(
    category(
      cells.map((i) => i % 4),
      "d",
    ),
    samples,
  );
  expect(found.cramersV).toBeCloseTo(1, 12);
  expect(found.nmi).toBeCloseTo(1, 12);
  expect(found.driven).toBe(true);
  expect(found.ownShare).toBe(1);
  expect(found.ownDomains[2]).toEqual({ domain: "d2", sample: "s2", share: 1 });
});

test("domains drawn without regard to the sample are not driven by it, and their NMI is that of chance", () => {
  const rng = createRandom(2);
  const found = sampleDependence(
    category(
      cells.map(() => rng.integer(6)),
      "d",
    ),
    samples,
  );
  expect(found.driven).toBe(false);
  expect(found.cramersV).toBeLessThan(0.08);
  expect(found.nmi).toBeLessThan(2.5 * found.expectedNmi);
  expect(found.ownDomains).toEqual([]);
});

test("one domain in five that only one sample has is named but drives nothing", () => {
  const found = sampleDependence(
    category(
      cells.map((i) => (i % 4 === 0 && i < 800 ? 4 : Math.floor(i / 4) % 4)),
      "d",
    ),
    samples,
  );
  expect(found.ownDomains).toEqual([{ domain: "d4", sample: "s0", share: 1 }]);
  expect(found.ownShare).toBeCloseTo(200 / n, 12);
  expect(found.driven).toBe(false);
});

test("each domain cut in two by sample is driven by it", () => {
  const found = sampleDependence(
    category(
      cells.map((i) => 2 * (i % 4 < 2 ? 0 : 1) + (Math.floor(i / 4) % 2)),
      "d",
    ),
    samples,
  );
  expect(found.driven).toBe(true);
});

test("the sample that holds nearly all cells owns no domain by that alone", () => {
  const one = category(
    cells.map((i) => (i % 20 === 0 ? 1 : 0)),
    "s",
  );
  expect(
    sampleDependence(
      category(
        cells.map((i) => Math.floor(i / 20) % 3),
        "d",
      ),
      one,
    ).ownDomains,
  ).toEqual([]);
});

test("one sample, one domain or no labelled cell depend on nothing", () => {
  const single = category(
    cells.map(() => 0),
    "s",
  );
  expect(sampleDependence(samples, single).driven).toBe(false);
  expect(sampleDependence(single, samples).cramersV).toBe(0);
  const none = { ...samples, codes: new Int32Array(n).fill(-1) };
  expect(sampleDependence(none, samples).driven).toBe(false);
  expect(() => sampleDependence(samples, category([0, 1], "s"))).toThrow(/cells=1200/);
});

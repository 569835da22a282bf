import { expect, test } from "vitest";
import { clusterSizes } from "../../../src/cluster/partition.ts";
import { createRandom } from "../../../src/core/random.ts";
import type { Hints } from "../../../src/domains/hints/hintedDomains.ts";
import { prepareHints } from "../../../src/domains/hints/session.ts";
import { policies } from "../../../src/domains/policy.ts";
import { planRefinement, refineBy } from "../../../src/domains/refinement/refine.ts";
import { adjustedRandIndex } from "../../../src/math/statistics/agreement.ts";
import { firstOf, strips } from "./strips.ts";

const { tissue, truth } = await strips();
const session = await prepareHints(tissue, { labels: truth, count: 4 }, { count: 4 });
const all = [0, 1, 2, 3];

/** Name of the domain of each cell. */
function namesOf({ labels, domains }: Awaited<ReturnType<typeof session.label>>): (string | undefined)[] {
  return Array.from(domains.refined, (k) => labels[k]);
}

test("hints that the label-free partition explains keep it, named by them", async () => {
  const found = await session.label(firstOf(truth, 3, all));
  expect(namesOf(found)).toEqual(Array.from(truth, (strip) => `strip ${strip}`));
  expect(found).toMatchObject({ explained: 12 });
  expect(found.labelFree).toBeGreaterThan(0.5);
});

test("a hinted cell keeps its label, also where no other cell around has it", async () => {
  const hints = firstOf(truth, 3, all);
  const codes = hints.codes.slice();
  codes[0] = 3;
  const found = await session.label({ ...hints, codes });
  const names = namesOf(found);
  hints.cells.forEach((cell, h) => {
    expect(names[cell]).toBe(hints.labels[codes[h]]);
  });
});

test("hints that contradict the label-free partition replace it", async () => {
  const order = createRandom(1).permutation(truth.length);
  const chance = await prepareHints(tissue, { labels: truth.map((_, i) => order[i] % 4), count: 4 }, { count: 4 });
  const found = await chance.label(firstOf(truth, 5, all));
  expect(found.labelFree).toBeLessThan(0.1);
  expect(adjustedRandIndex(truth, found.domains.refined)).toBeGreaterThan(0.95);
});

test("strips without a label stay domains of their own where K counts them", async () => {
  const found = await session.label(firstOf(truth, 3, [1, 2]));
  expect([...found.labels].sort()).toEqual(["strip 1", "strip 2", undefined, undefined]);
  expect(adjustedRandIndex(truth, found.domains.refined)).toBeGreaterThan(0.95);
});

test("two labels in one domain of the label-free partition divide it, and the number of domains stays", async () => {
  const merged = truth.map((strip) => Math.min(strip, 2));
  const three = await prepareHints(tissue, { labels: merged, count: 3 }, { count: 4 });
  const found = await three.label(firstOf(truth, 5, [2, 3]));
  const names = namesOf(found);
  expect(new Set(names.filter((_, i) => truth[i] === 2 && i % 20 > 10 && i % 20 < 14))).toEqual(new Set(["strip 2"]));
  expect(new Set(names.filter((_, i) => truth[i] === 3 && i % 20 > 15))).toEqual(new Set(["strip 3"]));
  expect(found.labels).toHaveLength(4);
});

test.each([3, 1])("no domain is empty with %s hints per label at random", async (each) => {
  const order = Array.from(createRandom(each).permutation(truth.length)).slice(0, 4 * each);
  const hints: Hints = {
    ...{ labels: ["a", "b", "c", "d"], cells: Uint32Array.from(order) },
    codes: Int32Array.from(order, (_, at) => at % 4),
  };
  const { domains } = await session.label(hints);
  expect(Math.min(...clusterSizes(domains.refined, 4))).toBeGreaterThan(0);
  expect(domains.domains.map(({ size }) => size)).toEqual([...clusterSizes(domains.refined, 4)]);
});

test("probabilities of a cell sum to 1, are 1 of its label in hinted cells, and are largest of its domain before refinement", async () => {
  const hints = firstOf(truth, 2, all);
  const { domains, labels } = await session.label(hints);
  const { values, columns } = domains.posterior;
  for (let i = 0; i < truth.length; i++) {
    const row = Array.from(values.subarray(i * columns, (i + 1) * columns));
    expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    expect(row[domains.raw[i]]).toBe(Math.max(...row));
  }
  hints.cells.forEach((cell, h) => {
    expect(values[cell * columns + labels.indexOf(hints.labels[hints.codes[h]])]).toBe(1);
  });
});

test("the same hints give the same bytes, whatever was labelled before", async () => {
  const again = await prepareHints(tissue, { labels: truth, count: 4 }, { count: 4 });
  const hints = firstOf(truth, 4, all);
  expect(await session.label(hints)).toEqual(await again.label(hints));
});

test("above the limits for samples every cell gets a label, those of the sample and the others", async () => {
  const { hintPolicy } = await import("../../../src/domains/hints/policy.ts");
  const { ensemble, mixture } = hintPolicy;
  const policy = {
    ...hintPolicy,
    ensemble: { ...ensemble, fitAbove: 150, wardSample: 100 },
    mixture: { ...mixture, fitAbove: 150 },
  };
  const order = createRandom(1).permutation(truth.length);
  const options = { count: 4, policy };
  const sampled = await prepareHints(tissue, { labels: truth.map((_, i) => order[i] % 4), count: 4 }, options);
  const { domains } = await sampled.label(firstOf(truth, 5, all));
  expect(adjustedRandIndex(truth, domains.refined)).toBeGreaterThan(0.95);
});

test("suggested cells are no hinted ones, all different, and lie apart", async () => {
  const hints = firstOf(truth, 3, all);
  const found = await session.label(hints);
  const next = session.suggest(8, { ...hints, opinions: found.opinions });
  const cells = next.map(({ cell }) => cell);
  expect(new Set(cells).size).toBe(8);
  expect(cells.filter((cell) => hints.cells.includes(cell))).toEqual([]);
  const { values } = tissue.positions;
  const apart = cells.flatMap((a, at) =>
    cells.slice(0, at).map((b) => Math.hypot(values[2 * a] - values[2 * b], values[2 * a + 1] - values[2 * b + 1])),
  );
  expect(Math.min(...apart)).toBeGreaterThan(1);
});

test("without hints, cells on which the label-free partitions disagree are suggested", () => {
  const next = session.suggest(4);
  expect(next).toHaveLength(4);
  const disputes = next.map(({ dispute }) => dispute);
  expect(disputes[0]).toBeGreaterThan(0);
});

test("the refinement over the neighbours of the ensemble is the planned one", async () => {
  const large = await strips({ side: 24, count: 3, apart: 1 });
  const options = { count: 3, refinement: { ...policies.default.refinement, leastSection: 0 } };
  const hints = firstOf(large.truth, 3, [0, 1, 2]);
  const order = createRandom(1).permutation(large.truth.length);
  const free = { labels: large.truth.map((_, i) => order[i] % 3), count: 3 };
  const planned = await planRefinement(large.tissue.positions, undefined, options.refinement);
  const { domains } = await (await prepareHints(large.tissue, free, options)).label(hints);
  const voted = refineBy(planned, domains.raw, 3);
  const different = voted.filter((label, i) => label !== domains.refined[i] && !hints.cells.includes(i));
  // Ties go to the lowest label, and the labels are numbered anew.
  expect(different.length).toBeLessThan(5);
});

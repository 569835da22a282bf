import { expect, test } from "vitest";
import { rankMarkers } from "../../src/analyses/markers/markers.ts";
import { countSample } from "../../src/cohort/countSample.ts";
import { collectMarkers } from "../../src/cohort/gather/cohortMarkers.ts";
import { compareConditions } from "../../src/cohort/gather/compareConditions.ts";
import { sampleQuality } from "../../src/cohort/gather/outliers.ts";
import type { SampleCounts } from "../../src/cohort/records.ts";
import { createRandom } from "../../src/core/random.ts";
import { columnOf } from "../../src/data/columnOf.ts";
import { normalizeLog } from "../../src/preprocess/transform/normalize.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { buildGraph } from "../../src/spatial/graph.ts";

const k = 3;
const known = { plan: "plan", model: "model", engine: "native", input: "", cells: 400, missing: new Uint32Array(0) };
const novelty = { verdict: "alike", beyond: 0.01, correlation: 0.9 };

/** Sections of one simulation, each with a label for each cell. */
const made = await Promise.all(
  Array.from({ length: 6 }, async (_, s) => {
    const tissue = simulateTissue({ cells: 400, genes: 40, domains: k, signal: 1 }, createRandom(s < 5 ? 5 : 99));
    const random = createRandom(s);
    const labels = Int32Array.from(tissue.positions.values.subarray(0, tissue.cells.length), () => random.integer(k));
    const { graph } = await buildGraph(tissue.positions);
    const expression = await normalizeLog(tissue.counts);
    const counts = countSample({ labels, domains: k, graph, counts: tissue.counts, expression, summed: true });
    return {
      tissue,
      labels,
      expression,
      graph,
      counts: { ...known, novelty, sample: `s${s}`, ...counts } satisfies SampleCounts,
    };
  }),
);
/** Markers of some samples. */
function cohortMarkers(some: readonly SampleCounts[]) {
  const collector = collectMarkers(k, some[0].genes);
  for (const each of some) collector.add(each);
  return collector.finish();
}

const counts = made.map((each) => each.counts);

test("markers of one sample are those of Wilcoxon's test, corrected for ties", () => {
  const [{ expression, labels }] = made;
  const found = cohortMarkers(counts.slice(0, 1));
  const { groups } = rankMarkers(expression, columnOf(labels), { tieCorrection: true });
  groups.forEach(({ scores, pValues, fractionsIn, fractionsOut }, domain) => {
    for (let u = 0; u < scores.length; u++) {
      expect(found[domain].scores[u]).toBeCloseTo(scores[u], 9);
      expect(found[domain].pValues[u]).toBeCloseTo(pValues[u], 9);
      expect(found[domain].fractionsIn[u]).toBeCloseTo(fractionsIn[u], 12);
      expect(found[domain].fractionsOut[u]).toBeCloseTo(fractionsOut[u], 12);
    }
  });
});

test("a gene that a sample lacks is tested in the others", () => {
  const lacking = counts.map((each, s) => (s === 0 ? { ...each, missing: Uint32Array.of(7) } : each));
  expect(cohortMarkers(lacking)[0].scores[7]).toBeCloseTo(cohortMarkers(counts.slice(1))[0].scores[7], 12);
  expect(cohortMarkers(lacking)[0].scores[8]).toBe(cohortMarkers(counts)[0].scores[8]);
});

test("edges between domains are counted from both ends", () => {
  const [{ graph, labels }] = made;
  const { contacts } = counts[0];
  expect(contacts.reduce((sum, edges) => sum + edges, 0)).toBe(graph.targets.length);
  expect(contacts[1]).toBe(contacts[k]);
  const inside = Array.from(labels).flatMap((label, i) =>
    [...graph.targets.subarray(graph.starts[i], graph.starts[i + 1])].filter((j) => label === 0 && labels[j] === 0),
  );
  expect(contacts[0]).toBe(inside.length);
});

test("a sample of another tissue is flagged, the others are not", () => {
  const quality = sampleQuality(counts);
  expect(quality.map(({ flags }) => flags.length > 0)).toEqual([false, false, false, false, false, true]);
  expect(quality[5].flags).toEqual(["expression differs from the other samples"]);
});

test("of fewer than five samples none is flagged by comparison with the others", () => {
  expect(sampleQuality(counts.slice(3)).every(({ flags }) => flags.length === 0)).toBe(true);
});

test("a domain that grows in a condition, and a gene that rises in it, have the smallest p-values", () => {
  const changed = counts.map((each, s) => {
    if (s % 2 === 0) return each;
    const sizes = Uint32Array.of(each.sizes[0] + 150, each.sizes[1], each.sizes[2]);
    const bulk = each.bulk?.map((count, at) => (at === 40 + 11 ? 6 * count : count));
    return { ...each, sizes, bulk };
  });
  const conditions = {
    kind: "category",
    codes: Int32Array.of(0, 1, 0, 1, 0, 1),
    categories: ["x", "y"],
    ordered: false,
  } as const;
  const asked = { column: "condition", conditions, contrast: { from: "x", to: "y" }, adjustment: undefined };
  const { shares, expression, pair } = compareConditions(changed, ["1", "2", "3"], asked, true);
  expect(shares.pValues[0]).toBeLessThan(0.001);
  const genes = expression[1]?.pValues ?? new Float64Array(0);
  expect(genes.indexOf(Math.min(...genes.filter((p) => !Number.isNaN(p))))).toBe(11);
  expect(pair?.expression[1]?.logFoldChanges[11]).toBeGreaterThan(1.5);
});

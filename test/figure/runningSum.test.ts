import { expect, test } from "vitest";
import { runningScore } from "../../src/analyses/gsea/enrichmentScore.ts";
import { runningSums } from "../../src/figure/runningSum.ts";

const magnitudes = Float64Array.from({ length: 60 }, (_, rank) => Math.abs(30 - rank));
const top = { term: "top of the ranking", hits: [0, 1, 2, 5, 9], normalizedScore: 2.1, falseDiscoveryRate: 0 };
const low = { term: "its end", hits: [44, 57, 58, 59], normalizedScore: -1.9, falseDiscoveryRate: 0.02 };

test("two sets at the ends of a ranking are this picture", async () => {
  const svg = runningSums([top, low], magnitudes, { ends: ["higher in Domain 1", "lower"] });
  await expect(svg).toMatchFileSnapshot("../../fixtures/figures/running-sum.svg");
});

test("each gene of a set has a tick, and the curve turns where the running sum does", () => {
  const svg = runningSums([top], magnitudes);
  const paths = [...svg.matchAll(/<path d="([^"]*)"/g)].map(([, d]) => d);
  expect(paths.some((d) => (d.match(/v12/g) ?? []).length === top.hits.length)).toBe(true);
  const curve = paths.find((d) => (d.match(/L/g) ?? []).length === 2 * top.hits.length + 1);
  const heights = (curve ?? "").match(/ (-?[\d.]+)/g)?.map(Number) ?? [];
  const sums = runningScore(top.hits, magnitudes);
  const peak = Math.max(...sums);
  // Up is less: the highest point of the curve against its start, and the sum after the third gene against the peak.
  const rise = (at: number) => (heights[0] - heights[at]) / (heights[0] - Math.min(...heights));
  expect(rise(6)).toBeCloseTo(sums[2] / peak, 2);
  expect(rise(heights.length - 1)).toBeCloseTo(0, 2);
});

test("without sets there is a sentence in place of a picture", () => {
  expect(runningSums([], magnitudes)).toContain("No gene set has enough ranked genes");
});

test("a set that chance may explain is grey", () => {
  const strokes = (svg: string) =>
    new Set([...svg.matchAll(/stroke="(#[0-9a-f]{6})" stroke-width="1.6"/g)].map(([, c]) => c));
  const svg = runningSums([{ ...top, falseDiscoveryRate: 0.6 }], magnitudes, { color: "#123456", maxRate: 0.25 });
  expect(strokes(svg)).toEqual(new Set(["#8b95a1"]));
  expect(strokes(runningSums([top], magnitudes, { color: "#123456", maxRate: 0.25 }))).toEqual(new Set(["#123456"]));
});

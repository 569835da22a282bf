import { expect, test } from "vitest";
import { benchPage } from "../../../src/bench/page/benchPage.ts";
import { matchedCodes } from "../../../src/bench/page/matchedCodes.ts";
import type { TissueView } from "../../../src/bench/page/view.ts";
import type { RunRecord } from "../../../src/bench/record.ts";
import { benchOf, runAt, unlabelled } from "../record.ts";

const n = 40;
const truth = Int32Array.from({ length: n }, (_, i) => (i === 0 ? -1 : i % 4));
const tissue = (name: string): TissueView => ({
  ...{ name, truth, truthNames: ["L1", "L2", "L3", "<L4>"], unitUm: undefined },
  positions: { rows: n, columns: 2, values: Float64Array.from({ length: 2 * n }, (_, e) => (e * 7) % 31) },
  umapOf: (key) =>
    key.includes("other-0")
      ? Float64Array.from({ length: 2 * n }, (_, e) => (e < 2 ? Number.NaN : (e * 5) % 17))
      : undefined,
  labelsOf: () => Int32Array.from({ length: n }, (_, i) => (i + 1) % 5),
});
const seeds = (method: string, values: readonly number[], data?: string): RunRecord[] =>
  values.map((value, seed) => runAt(method, seed, value, data));
const failed: RunRecord = {
  ...runAt("lost", 0, 0),
  ...{ scores: undefined, labels: undefined, failure: "failed: out of memory after 3.2 GB", cost: {} },
};
const record = benchOf([
  ...seeds("cellscape", [0.7, 0.72, 0.74]),
  ...seeds("other", [0.5, 0.53, 0.55]),
  ...seeds("fixed", [0.6, 0.6, 0.6]),
  failed,
]);

test("domains get the numbers of the labels that they match best, and spare ones follow", () => {
  const known = Int32Array.of(0, 0, 0, 1, 1, 2, 2, -1);
  const labels = Int32Array.of(7, 7, 3, 9, 9, 5, 5, 7);
  expect([...matchedCodes(known, labels, 3)]).toEqual([0, 0, 3, 1, 1, 2, 2, 0]);
  expect([...matchedCodes(known, Int32Array.from(labels).fill(-1, 0, 2), 3)].slice(0, 3)).toEqual([-1, -1, 0]);
});

test("the page has the parts of figure 5, the median seed first, and the failure as a row", async () => {
  const { html, figures } = await benchPage({ record, data: [tissue("slice")] });
  const parts = [...html.matchAll(/<section id="([a-z-]+)">/g)].map(([, id]) => id);
  expect(parts).toEqual(["reference", "domains", "embeddings", "nmi", "homogeneity", "cost", "table", "settings"]);
  const names = figures.map(({ name }) => name);
  expect(names).toContain("domains-slice");
  expect(names).toContain("domains-slice-seed-2");
  expect(new Set(names).size).toBe(names.length);
  const maps = figures.find(({ name }) => name === "domains-slice")?.svg ?? "";
  expect(maps).toContain("NMI 0.720");
  expect(maps).toContain("out of memory");
  expect(html).toContain("failed: out of memory after 3.2 GB");
  expect(html.includes("<L4>")).toBe(false);
  expect(figures.filter(({ svg }) => /NaN|undefined/.test(svg)).map(({ name }) => name)).toEqual([]);
});

test("settings with parts are written out", async () => {
  const [first] = record.methods;
  const settings = { kind: "embedding", clusterer: { name: "leiden", neighbors: 50 }, command: ["python", "{input}"] };
  const methods = [...record.methods, { ...first, name: "theirs", settings }];
  const { html } = await benchPage({ record: { ...record, methods }, data: [tissue("slice")] });
  expect(html).toContain("kind embedding; clusterer (name leiden, neighbors 50); command python {input}");
  expect(html).not.toContain("[object Object]");
});

test("a method that does not depend on the seed has a line and no stars", async () => {
  const { figures } = await benchPage({ record, data: [tissue("slice")] });
  const boxes = figures.find(({ name }) => name === "nmi-own-slice");
  // Rings at the means of the two methods with spread.
  expect(boxes?.svg.match(/r="3.6"/g)).toHaveLength(2);
  expect(boxes?.caption).toContain("A line alone: there is no seed, or all seeds found the same domains");
  expect(boxes?.svg.match(/>\*+</g)).toHaveLength(1);
});

test("several data sets have paired tests, and more than three a heat map", async () => {
  const names = ["s1", "s2", "s3", "s4"];
  const runs = names.flatMap((name, at) => [
    ...seeds("cellscape", [0.7 + 0.01 * at, 0.72], name),
    ...seeds("other", [0.5, 0.5 + 0.01 * at], name),
  ]);
  const { html, figures } = await benchPage({ record: benchOf(runs), data: names.map(tissue) });
  expect(html).toContain("Against cellscape, over data sets");
  expect(figures.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["nmi-own-all-data", "all-own", "domains-s4"]),
  );
  // The page stays small: no maps of every seed.
  expect(figures.some(({ name }) => name.includes("seed"))).toBe(false);
});

test("a varied option has curves of its own", async () => {
  const runs = [...seeds("m", [0.6, 0.62]), ...seeds("m dims=8", [0.5, 0.52]), ...seeds("m dims=16", [0.55, 0.6])];
  const varied = (value: string) => ({ base: "m", option: "dims", value });
  const base = benchOf(runs);
  const methods = base.methods.map((each) => {
    const [, value] = each.name.split("=");
    return value === undefined ? each : { ...each, varied: varied(value) };
  });
  const { figures, html } = await benchPage({ record: { ...base, methods }, data: [tissue("slice")] });
  expect(figures.map(({ name }) => name)).toContain("sensitivity-dims-slice");
  expect(html).toContain('<section id="sensitivity">');
});

test("without known labels the page compares coherence, in the colours of the reference, and names no agreement", async () => {
  const { html, figures } = await benchPage({
    record: unlabelled(record),
    data: [{ ...tissue("slice"), truth: undefined, truthNames: [] }],
  });
  const parts = [...html.matchAll(/<section id="([a-z-]+)">/g)].map(([, id]) => id);
  expect(parts).toEqual(["domains", "embeddings", "coherence", "cost", "table", "settings"]);
  const maps = figures.find(({ name }) => name === "domains-slice");
  expect(maps?.svg).toContain("PAS 0.280");
  expect(maps?.caption).toContain("domains of cellscape they match best (Hungarian assignment of its 5 domains)");
  expect(html).toContain("No labels are known of slice");
  expect(figures.filter(({ svg }) => /NaN|undefined|NMI/.test(svg)).map(({ name }) => name)).toEqual([]);
  expect(html).not.toMatch(/>(NMI|ARI) (raw|own|vote)</);
  // PAS is tested over seeds as NMI is.
  expect(figures.find(({ name }) => name === "pas-own-slice")?.svg.match(/>\*+</g)).toHaveLength(1);
});

test("of data with and without known labels, agreement is compared over those with", async () => {
  const [known, other] = ["known", "other"].map((name) =>
    benchOf([...seeds("cellscape", [0.7, 0.72], name), ...seeds("smooth", [0.5, 0.53], name)]),
  );
  const { data, runs } = unlabelled(other);
  const both = { ...known, data: [...known.data, ...data], runs: [...known.runs, ...runs] };
  const views = [tissue("known"), { ...tissue("other"), truth: undefined, truthNames: [] }];
  const { html, figures } = await benchPage({ record: both, data: views });
  const parts = [...html.matchAll(/<section id="([a-z-]+)">/g)].map(([, id]) => id);
  expect(parts).toEqual(["reference", "domains", "nmi", "homogeneity", "coherence", "cost", "table", "settings"]);
  const names = figures.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["nmi-own-known", "pas-own-other", "chaos-raw-other"]));
  expect(names).not.toContain("nmi-own-other");
});

import { expect, test } from "vitest";
import { domainCountsAnalysis } from "../../../src/analyses/domainCounts/index.ts";
import { domainCountKeys, domainCountRecord } from "../../../src/analyses/domainCounts/keys.ts";
import { domainCountsPage } from "../../../src/analyses/domainCounts/page.ts";
import { domainCountTables } from "../../../src/analyses/domainCounts/table.ts";
import { changeText, splitText, unstableIn } from "../../../src/analyses/domainCounts/words.ts";
import { allSteps } from "../../../src/analyses/registry.ts";
import { createRandom } from "../../../src/core/random.ts";
import { treeOf } from "../../../src/domains/counts/countTree.ts";
import { run } from "../../../src/run/run.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../../settings.ts";

const tissue = simulateTissue({ cells: 560, genes: 40, domains: 4 }, createRandom(3));
const contextOf = (config: ReturnType<typeof settingsFor>) => ({
  ...{ config, report: () => undefined, signal: undefined, clock: () => 0 },
  engine: () => Promise.reject(new Error("no engine here")),
});
const config = settingsFor({ domains: "auto", method: "smooth", rounds: 1, maxDomains: 7 });
const wanted = [
  "dataset",
  "selection",
  "features",
  "graph",
  "embeddings",
  "domainCount",
  "domains",
  "countTree",
] as const;
const { artifacts: made } = await run(tissue, [...wanted], allSteps(), contextOf(config));
const { countTree, domains, domainCount } = made;

test("the tree holds every number up to the last, the domains of the result among them, and the scores of the criterion", () => {
  const counts = countTree.levels.map(({ count }) => count);
  expect(counts).toEqual(Array.from({ length: counts.length }, (_, at) => at + 2));
  expect(counts).toEqual(expect.arrayContaining([domains.count, ...countTree.rivals]));
  const own = countTree.levels.find(({ count }) => count === domains.count);
  expect(own?.labels).toEqual(domains.refined);
  expect(own?.agreement).toBe(1);
  for (const { count, score, nodes, labels } of countTree.levels) {
    expect(score).toBe(domainCount.curve.find((point) => point.count === count)?.score);
    expect(nodes.length).toBe(count);
    expect(new Set(labels).size).toBe(count);
  }
  expect(countTree.rivals).not.toContain(domains.count);
});

test("rivals have a column each, the record a row for each domain of each number, and so has the table", () => {
  const { obs = {} } = domainCountKeys(made, {});
  expect(Object.keys(obs)).toEqual(countTree.rivals.map((count) => `cellscape_domain_K${count}`));
  const [first] = countTree.rivals;
  expect(obs[`cellscape_domain_K${first}`]).toMatchObject({
    kind: "category",
    categories: expect.arrayContaining([`${first}`]),
  });
  expect(Object.keys(domainCountKeys(made, { key: "mine" }).obs ?? {})[0]).toBe(`mine_K${first}`);
  const { count_tree: record } = domainCountRecord(made, {}) as { count_tree: Record<string, readonly unknown[]> };
  const nodes = countTree.levels.reduce((sum, { count }) => sum + count, 0);
  for (const name of ["k", "domain", "cells", "stability", "parent", "share"]) expect(record[name]).toHaveLength(nodes);
  expect(record.columns).toEqual(Object.keys(obs));
  expect(domainCountTables(made)[0].csv.trim().split("\n").length).toBe(nodes + 1);
  expect(domainCountRecord({ ...made, countTree: undefined } as never, {})).toEqual({});
});

test("the page names the rivals, and shows a tree, a row for each number and a map of each rival", () => {
  const content = domainCountsPage.make(made, config);
  const texts = content.flatMap((part) => (part.kind === "text" ? [part.text] : []));
  expect(texts[0]).toContain(`Rivals: K = ${countTree.rivals.join(", ")}`);
  const figures = content.flatMap((part) => (part.kind === "figure" ? [part.figure] : []));
  expect(figures.map(({ name }) => name)).toEqual(["domain_tree", "domain_counts"]);
  for (const { count } of countTree.levels) expect(figures[0].svg).toContain(`K = ${count}`);
  const table = content.find(({ kind }) => kind === "table");
  expect(table?.kind === "table" && table.table.rows.map(([k]) => k)).toEqual(
    countTree.levels.map(({ count }) => (count === domains.count ? `${count} (result)` : `${count}`)),
  );
});

test("where K is given the tree is found when it is wanted by name, without scores, beside the numbers next to it", async () => {
  const given = settingsFor({ domains: 4, method: "smooth", rounds: 1 });
  expect(domainCountsAnalysis.runs({ ...given, report: true }, true)).toBe(false);
  expect(domainCountsAnalysis.runs({ ...given, want: ["domain-counts"] }, true)).toBe(true);
  expect(domainCountsAnalysis.runs(config, true)).toBe(true);
  expect(domainCountsAnalysis.runs(config, false)).toBe(false);
  const { artifacts } = await run(
    tissue,
    wanted.filter((name) => name !== "domainCount"),
    allSteps(),
    contextOf(given),
  );
  expect(artifacts.countTree.rivals).toEqual([3, 5]);
  expect(artifacts.countTree.levels.every(({ score }) => score === undefined)).toBe(true);
  const [text] = domainCountsPage.make({ ...artifacts, domainCount: undefined } as never, given);
  expect(text.kind === "text" && text.text).toMatch(/^K = 4 was given/);
});

test("what one more domain changes is said with the numbers of the domains", () => {
  const level = (text: string, stability: readonly number[]) => ({
    labels: Int32Array.from(text.split("").map(Number)),
    stability,
  });
  const [, second, third, fourth] = treeOf([
    level("0000001111", [1, 1]),
    level("0000221111", [1, 1, 0.3]),
    level("0033221111", [1, 1, 0.4, Number.NaN]),
    level("0123401234", [1, 1, 1, 1, 1]),
  ]);
  expect(splitText(second)).toBe("K 2 -> 3: 1 splits into 1 and 3");
  expect(unstableIn(second, 0.5)).toEqual(["3"]);
  expect(unstableIn(third, 0.5)).toEqual(["3"]);
  expect(changeText(fourth)).toMatch(/; 50 % of the cells change to other domains as well$/);
});

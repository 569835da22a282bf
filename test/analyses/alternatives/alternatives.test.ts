import { expect, test } from "vitest";
import { alternativeKeys, alternativesRecord } from "../../../src/analyses/alternatives/keys.ts";
import { alternativesPage } from "../../../src/analyses/alternatives/page.ts";
import { makeAlternatives } from "../../../src/analyses/alternatives/step.ts";
import { allSteps } from "../../../src/analyses/registry.ts";
import { createRandom } from "../../../src/core/random.ts";
import { createTask } from "../../../src/core/task.ts";
import { run } from "../../../src/run/run.ts";
import { simulateTissue } from "../../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../../settings.ts";

const tissue = simulateTissue({ cells: 560, genes: 40, domains: 4 }, createRandom(3));
const config = settingsFor({ domains: 5, method: "smooth", rounds: 1 });
const context = {
  ...{ config, report: () => undefined, signal: undefined, clock: () => 0 },
  engine: () => Promise.reject(new Error("no engine here")),
};
const wanted = ["dataset", "selection", "features", "graph", "embeddings", "domains", "alternatives"] as const;
const { artifacts: made } = await run(tissue, [...wanted], allSteps(), context);
const { alternatives, domains } = made;

test("the result is the first kind, and the others differ from it and are of as many domains", () => {
  const [first, ...others] = alternatives.kinds;
  expect(first.labels).toEqual(domains.refined);
  expect(others.length).toBeGreaterThan(0);
  for (const { labels, differing, confidence } of others) {
    expect(differing).toBeGreaterThan(0);
    expect(new Set(labels).size).toBe(5);
    expect(Math.min(...(confidence ?? [-1]))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...(confidence ?? [2]))).toBeLessThanOrEqual(1);
  }
  expect(alternatives.kinds.reduce((sum, { support }) => sum + support, 0)).toBeCloseTo(1, 12);
});

test("each other kind has a column with the names and colours of the domains", () => {
  const { obs, uns } = alternativeKeys(made, {});
  const names = alternatives.kinds.slice(1).map((_, at) => `cellscape_alternative_${at + 1}`);
  expect(Object.keys(obs ?? {})).toEqual(names.flatMap((name) => [name, `${name}_confidence`]));
  expect(Object.keys(uns ?? {})).toEqual(names.map((name) => `${name}_colors`));
  expect(obs?.cellscape_alternative_1).toMatchObject({ categories: ["1", "2", "3", "4", "5"] });
  expect(Object.keys(alternativeKeys(made, { key: "mine" }).obs ?? {})[0]).toBe("mine_alternative_1");
});

test("the record has a row for each kind in every column", () => {
  const { kinds } = alternativesRecord(made, {}) as { kinds: Readonly<Record<string, unknown>> };
  const rows = alternatives.kinds.length;
  for (const name of ["columns", "support", "seeds", "stability", "agreement", "differing"]) {
    expect(kinds[name]).toHaveLength(rows);
  }
  expect(kinds.columns).toEqual(expect.arrayContaining(["cellscape_domain", "cellscape_alternative_1"]));
});

test("the page has two maps and a row for each kind", () => {
  const content = alternativesPage.make(made, config);
  const rows = alternatives.kinds.length;
  const figure = content.find(({ kind }) => kind === "figure");
  const table = content.find(({ kind }) => kind === "table");
  expect(figure?.kind === "figure" && figure.figure.svg.match(/differing/g)).toHaveLength(rows);
  expect(table?.kind === "table" && table.table.rows).toHaveLength(rows);
  const alone = { ...alternatives, kinds: alternatives.kinds.slice(0, 1) };
  expect(alternativesPage.make({ ...made, alternatives: alone }, config)).toHaveLength(1);
});

test("a result without the labels of its candidates gives the same kinds again", async () => {
  const none = new Int32Array(0);
  const partitions = domains.partitions.map((each) => ({ ...each, raw: none, refined: none }));
  const again = await makeAlternatives(
    { ...made, domains: { ...domains, partitions } },
    { ...context, task: createTask("alternatives", {}) },
  );
  expect(again).toEqual(alternatives);
});

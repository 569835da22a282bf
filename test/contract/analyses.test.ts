import { describe, expect, test } from "vitest";
import { allAnalyses, allSteps } from "../../src/analyses/registry.ts";
import { CellScapeError } from "../../src/core/errors.ts";
import { freeNames } from "../../src/results/entryNames.ts";
import { coreSteps } from "../../src/run/steps.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { smallRun } from "../report/run.ts";

const { made, config } = await smallRun(240, { contrast: ["1:2", "domain=Layer 1:Layer 2"] });
const analyses = allAnalyses();
const pages = analyses.flatMap((analysis) => analysis.pages ?? []);

test("names of analyses, steps and pages are unique", () => {
  for (const names of [
    analyses.map(({ name }) => name),
    [...Object.keys(coreSteps), ...analyses.flatMap(({ steps }) => Object.keys(steps))],
    pages.map(({ id }) => id),
  ]) {
    expect(names).toEqual([...new Set(names)]);
  }
});

describe.each(analyses.map((analysis) => [analysis.name, analysis] as const))("%s", (_, analysis) => {
  test("wants and needs only artifacts that a step makes", () => {
    const known = new Set(["dataset", ...Object.keys(allSteps())]);
    const needs = Object.values(analysis.steps).flatMap((step) => step.needs(config));
    const named = [...analysis.artifacts, ...(analysis.early ?? []), ...needs];
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });

  test("its keys are names that an AnnData file can hold", () => {
    const { obs = {}, obsm = {}, obsp = {}, uns = {} } = analysis.keys?.(made, config, freeNames) ?? {};
    const names = [obs, obsm, obsp, uns].flatMap((part) => Object.keys(part));
    expect(names.filter((name) => !/^[A-Za-z][\w ]*$/.test(name))).toEqual([]);
    for (const matrix of Object.values(obsm)) expect(matrix.rows).toBe(made.dataset.cells.length);
    for (const matrix of Object.values(obsp)) expect(matrix.starts).toHaveLength(made.dataset.cells.length + 1);
  });

  test("each row of its tables has a field for each column", () => {
    for (const { name, csv } of analysis.tables?.(made, config) ?? []) {
      const [header, ...rows] = csv.trimEnd().split("\n");
      const fields = (line: string) => line.replaceAll(/"(?:[^"]|"")*"/g, "").split(",").length;
      expect(
        rows.filter((row) => fields(row) !== fields(header)),
        name,
      ).toEqual([]);
    }
  });

  test("each row of the tables of its pages has a field for each column", () => {
    const contents = (analysis.pages ?? []).flatMap((page) => page.make(made, config));
    for (const content of contents) {
      if (content.kind !== "table") continue;
      const { name, columns, rows } = content.table;
      expect(
        rows.filter((row) => row.length !== columns.length),
        name,
      ).toEqual([]);
    }
  });

  test("its sentences end with a full stop and cite what is named", () => {
    for (const sentence of analysis.methods?.(made, config, () => "[1]") ?? [])
      expect(sentence).toMatch(/^[A-Z].*\.$/s);
  });
});

const refused = [
  ["enrichment", { want: "enrichment" }],
  ["gsea", { want: "gsea" }],
  ["integration", { want: "integration" }],
  ["comparison", { compare: "condition" }],
  ["comparison", { adjust: "donor" }],
  ["colocalization", { colocalize: "MBP" }],
  ["colocalization", { points: "plaques.csv" }],
  ["colocalization", { maskPixel: 2 }],
] as const;

test.each(refused)("%s refuses %o with what was expected, what was given and a fix", (name, given) => {
  const asked = parseConfig(given);
  const analysis = analyses.find((each) => each.name === name);
  const refuse = () => analysis?.available?.(asked, { named: true, samples: 1 });
  expect(refuse).toThrow(CellScapeError);
  expect(refuse).toThrow(/^--[a-z- ]+: expected .*, got .*; .+/);
});

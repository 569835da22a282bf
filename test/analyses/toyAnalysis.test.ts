import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Analysis } from "../../src/analyses/analysis.ts";
import { allSteps, registerAnalysis } from "../../src/analyses/registry.ts";
import { analysisKeys, analysisMethods, analysisTables } from "../../src/analyses/results.ts";
import { wantedAnalyses } from "../../src/analyses/wanted.ts";
import { whole } from "../../src/core/options/kinds.ts";
import { defineOptions, option } from "../../src/core/options/option.ts";
import { createRandom } from "../../src/core/random.ts";
import { makePages } from "../../src/report/pages.ts";
import { csvTable } from "../../src/results/csvTable.ts";
import type { RunArtifacts } from "../../src/results/reported.ts";
import type { Artifacts } from "../../src/run/artifacts.ts";
import { run } from "../../src/run/run.ts";
import { optional } from "../../src/run/step.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { cellscape } from "../cli/command.ts";
import { settingsFor } from "../settings.ts";

interface ToyMade {
  /** Cells per domain. */
  readonly toySizes: readonly number[];
}

const toy = {
  name: "toy-sizes",
  steps: {
    toySizes: {
      does: () => "Counting cells",
      needs: () => ["domains"],
      policy: optional,
      run: ({ domains }: Pick<Artifacts, "domains">) => domains.domains.map(({ size }) => size),
    },
  },
  artifacts: ["toySizes"],
  keys: ({ toySizes }: RunArtifacts<ToyMade>) => (toySizes ? { uns: { toy_sizes: Int32Array.from(toySizes) } } : {}),
  tables: ({ toySizes = [] }: RunArtifacts<ToyMade>) => [
    csvTable(
      "toy_sizes",
      "domain,cells",
      toySizes.map((cells, k) => [k + 1, cells]),
    ),
  ],
  pages: [
    {
      chapter: "space",
      id: "toy",
      title: "Toy sizes",
      short: "Toy",
      make: ({ toySizes }: RunArtifacts<ToyMade>) =>
        toySizes ? [{ kind: "text", text: `Sizes: ${toySizes.join(", ")}` }] : [],
    },
  ],
  methods: ({ toySizes = [] }: RunArtifacts<ToyMade>, _, cite) =>
    toySizes.length > 0 ? [`Cells were counted ${cite({ work: "Toy (2026)." })}.`] : [],
} satisfies Analysis;

let remove = () => {};
afterEach(() => remove());

test("a registered analysis is wanted by name, runs, and appears in keys, tables, pages and methods", async () => {
  expect(() => settingsFor({ want: "toy-sizes" })).toThrow(/--want: expected a list of/);
  remove = registerAnalysis(toy);
  const config = settingsFor({ method: "smooth", domains: 3, want: "toy-sizes" });
  const dataset = simulateTissue({ cells: 200, genes: 30, domains: 3 }, createRandom(1));
  expect(wantedAnalyses(config)).toEqual(["toySizes"]);
  const wanted = [
    "dataset",
    "selection",
    "features",
    "graph",
    "embeddings",
    "domains",
    ...wantedAnalyses(config),
  ] as const;
  const { artifacts: made } = await run(dataset, wanted, allSteps(), {
    config,
    engine: () => Promise.reject(new Error("no engine here")),
    report: () => {},
    signal: undefined,
    clock: () => 0,
  });
  const sizes = made.domains.domains.map(({ size }) => size);
  expect(analysisKeys(made, config).uns.toy_sizes).toEqual(Int32Array.from(sizes));
  expect(analysisTables(made, config).find(({ name }) => name === "toy_sizes")?.csv).toBe(
    `domain,cells\n${sizes.map((cells, k) => `${k + 1},${cells}\n`).join("")}`,
  );
  expect(makePages(made, config).find(({ id }) => id === "toy")?.contents).toEqual([
    { kind: "text", text: `Sizes: ${sizes.join(", ")}` },
  ]);
  expect(analysisMethods(made, config, () => "[1]")).toEqual(["Cells were counted [1]."]);
});

test("an analysis with the name or an artifact of another is refused", () => {
  remove = registerAnalysis(toy);
  expect(() => registerAnalysis(toy)).toThrow(/registerAnalysis: expected new artifacts, got toySizes; rename it/);
  expect(() => registerAnalysis({ ...toy, steps: {} })).toThrow(/a name that no analysis has, got toy-sizes/);
});

test.each(["seed", "resolution", "epochs"])("an analysis with the option %s of another owner is refused", (name) => {
  const schema = option(whole(1).default(1), { flag: "N", description: "toy" });
  const options = defineOptions("Toy", { [name]: schema });
  expect(() => registerAnalysis({ ...toy, options })).toThrow(
    /^registerAnalysis: expected new options, got --[a-z-]+; rename it$/,
  );
});

test("a registered analysis runs through the command with an option of its own", async () => {
  const options = defineOptions("Toy", {
    toyLeast: option(whole(1).default(1), { flag: "N", description: "cells of the smallest domain that is counted" }),
  });
  const run = ({ domains }: Pick<Artifacts, "domains">, { config }: { readonly config: object }) => {
    const { toyLeast } = options.of(config);
    return domains.domains.map(({ size }) => size).filter((size) => size >= toyLeast);
  };
  remove = registerAnalysis({ ...toy, options, steps: { toySizes: { ...toy.steps.toySizes, run } } });
  const folder = mkdtempSync(join(tmpdir(), "cellscape-toy-"));
  const at = (name: string) => join(folder, name);
  try {
    await cellscape(["simulate", "--out", at("t.h5ad"), "--cells", "200", "--genes", "30", "--domains", "3"]);
    const args = ["run", at("t.h5ad"), "--method", "smooth", "--domains", "3", "--want", "toy-sizes"];
    const sizes = async (...more: string[]) => {
      const { code, stderr } = await cellscape([...args, ...more, "--replace"]);
      expect(code, stderr).toBe(0);
      const lines = readFileSync(at("out/tables/toy_sizes.csv"), "utf8").trim().split("\n").slice(1);
      return lines.map((line) => Number(line.split(",")[1]));
    };
    const all = await sizes("--out", at("out"));
    expect(all).toHaveLength(3);
    const largest = Math.max(...all);
    expect(await sizes("--out", at("out"), "--toy-least", `${largest}`)).toEqual([largest]);
    const { code, stderr } = await cellscape([...args, "--toy-least", "0", "--out", at("refused")]);
    expect(code).toBe(2);
    expect(stderr).toContain("--toy-least: expected a whole number from 1, got ");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

import { afterEach, expect, test } from "vitest";
import type { Analysis } from "../../src/analyses/analysis.ts";
import { allSteps, registerAnalysis } from "../../src/analyses/registry.ts";
import { analysisKeys, analysisMethods, analysisTables } from "../../src/analyses/results.ts";
import { wantedAnalyses } from "../../src/analyses/wanted.ts";
import { createRandom } from "../../src/core/random.ts";
import { makePages } from "../../src/report/pages.ts";
import { csvTable } from "../../src/results/csvTable.ts";
import type { RunArtifacts } from "../../src/results/reported.ts";
import type { Artifacts } from "../../src/run/artifacts.ts";
import { run } from "../../src/run/run.ts";
import { optional } from "../../src/run/step.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
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

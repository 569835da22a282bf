import { expect, test } from "vitest";
import { allSteps } from "../../src/analyses/registry.ts";
import { createRandom } from "../../src/core/random.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { agreement } from "../../src/math/statistics/agreement.ts";
import { run } from "../../src/run/run.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../settings.ts";

// Over more seeds: bench/integration.ts.
test("domains of four samples with strong batch effects are found in common, and only with correction", async () => {
  const options = { cells: 4000, genes: 200, samples: 4, batchEffect: 1, batchScale: 0.2 };
  const made = simulateTissue(options, createRandom(0));
  const [sample, domain] = ["sample", "domain"].map((name) => made.obs.columns.get(name));
  if (sample?.kind !== "category" || domain?.kind !== "category") throw new Error("the simulator writes categories");
  const { codes, categories: names } = sample;
  const samples = { names, codes, attributes: { rows: names.length, columns: new Map() }, column: "sample" };
  const engine = await nativeEngine({ threads: 1 });
  const results = async (correct: string) => {
    const config = settingsFor({ domains: 5, variant: "spatial-only", correct }, { ...made, samples });
    const context = { config, engine: async () => engine, report: () => undefined, signal: undefined, clock: () => 0 };
    const { artifacts } = await run({ ...made, samples }, ["selection", "domains", "integration"], allSteps(), context);
    const truth = Int32Array.from(artifacts.selection.cells, (cell) => domain.codes[cell]);
    return {
      ari: agreement(truth, artifacts.domains.refined).ari,
      mixing: new Map(artifacts.integration.stages.map(({ stage, scores }) => [stage, scores.ilisi.ofAttainable])),
    };
  };
  const corrected = await results("combat");
  expect(corrected.ari).toBeGreaterThan(0.9);
  expect(corrected.mixing.get("expression")).toBeLessThan(0.05);
  expect(corrected.mixing.get("corrected")).toBeGreaterThan(0.8);
  expect((await results("none")).ari).toBeLessThan(0.6);
});

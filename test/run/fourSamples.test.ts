import { expect, test } from "vitest";
import { allSteps } from "../../src/analyses/registry.ts";
import { createRandom } from "../../src/core/random.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { agreement } from "../../src/math/statistics/agreement.ts";
import { run } from "../../src/run/run.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../settings.ts";

// With more cells, domains, models and seeds: bench/integration.ts.
test("domains of four samples with strong batch effects are found in common, and only with correction", async () => {
  const options = { cells: 1200, genes: 200, domains: 3, samples: 4, batchEffect: 1, batchScale: 0.2 };
  const made = simulateTissue(options, createRandom(0));
  const [sample, domain] = ["sample", "domain"].map((name) => made.obs.columns.get(name));
  if (sample?.kind !== "category" || domain?.kind !== "category") throw new Error("the simulator writes categories");
  const { codes, categories: names } = sample;
  const samples = { names, codes, attributes: { rows: names.length, columns: new Map() }, column: "sample" };
  const engine = await nativeEngine({ threads: 1 });
  const contextOf = (correct: string) => {
    const input = { domains: 3, variant: "spatial-only", seeds: 1, correct };
    const config = settingsFor(input, { ...made, samples });
    return { config, engine: async () => engine, report: () => undefined, signal: undefined, clock: () => 0 };
  };
  const joint = { ...made, samples };
  const agreementOf = ({
    selection,
    domains,
  }: {
    selection: { cells: Uint32Array };
    domains: { refined: Int32Array };
  }) =>
    agreement(
      Int32Array.from(selection.cells, (cell) => domain.codes[cell]),
      domains.refined,
    ).ari;
  const wanted = ["selection", "domains", "integration"] as const;
  const { artifacts } = await run(joint, wanted, allSteps(), contextOf("combat"));
  expect(agreementOf(artifacts)).toBeGreaterThan(0.9);
  const mixing = new Map(artifacts.integration.stages.map(({ stage, scores }) => [stage, scores.ilisi.ofAttainable]));
  expect(mixing.get("expression")).toBeLessThan(0.05);
  expect(mixing.get("corrected")).toBeGreaterThan(0.8);
  const uncorrected = await run(joint, ["selection", "domains"], allSteps(), contextOf("none"));
  expect(agreementOf(uncorrected.artifacts)).toBeLessThan(0.6);
});

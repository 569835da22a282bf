import { expect, test } from "vitest";
import { allSteps } from "../../src/analyses/registry.ts";
import { createRandom } from "../../src/core/random.ts";
import { nativeEngine } from "../../src/engine/node.ts";
import { settle } from "../../src/run/options/settings.ts";
import { run } from "../../src/run/run.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

test("samples mix in the aligned embedding, and domains are those of the embedding as trained", async () => {
  const made = simulateTissue({ cells: 600, genes: 60, domains: 3, samples: 2, batchEffect: 0.5 }, createRandom(3));
  const sample = made.obs.columns.get("sample");
  if (sample?.kind !== "category") throw new Error("the simulator writes categories");
  const attributes = { rows: sample.categories.length, columns: new Map() };
  const samples = { names: sample.categories, codes: sample.codes, attributes, column: "sample" };
  const dataset = { ...made, samples };
  const engine = await nativeEngine({ threads: 1 });
  const results = async (alignSamples: "counterparts" | "none") => {
    const config = settle(
      parseConfig({ domains: 3, variant: "spatial-only", seeds: 1, epochs: 8, alignSamples }),
      dataset,
    );
    const context = { config, engine: async () => engine, report: () => undefined, signal: undefined, clock: () => 0 };
    return (await run(dataset, ["selection", "embeddings", "domains", "integration"], allSteps(), context)).artifacts;
  };
  const [aligned, trained] = [await results("counterparts"), await results("none")];
  expect(aligned.domains.refined).toEqual(trained.domains.refined);
  expect(aligned.embeddings[0].primary).toEqual(trained.embeddings[0].primary);
  expect(trained.embeddings[0].aligned).toBeUndefined();
  const mixing = new Map(aligned.integration.stages.map(({ stage, scores }) => [stage, scores.ilisi.ofAttainable]));
  expect([...mixing.keys()]).toEqual(["expression", "corrected", "spatial", "aligned"]);
  expect(mixing.get("aligned")).toBeGreaterThan((mixing.get("spatial") ?? 1) + 0.1);
}, 60_000);

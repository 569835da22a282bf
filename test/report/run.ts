import { parseGmt } from "../../src/analyses/geneSets/geneSets.ts";
import { type AnalysedArtifacts, allSteps } from "../../src/analyses/registry.ts";
import { wantedAnalyses } from "../../src/analyses/wanted.ts";
import { createRandom } from "../../src/core/random.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import { run } from "../../src/run/run.ts";
import type { ConfigInput } from "../../src/session/options/run.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";
import { settingsFor } from "../settings.ts";

/** Every analysis of a small simulated tissue without a neural network, in about a second. */
export async function smallRun(cells = 240, given: ConfigInput = {}) {
  const dataset = simulateTissue({ cells, genes: 40, domains: 3, cellTypes: 3 }, createRandom(1));
  const config = settingsFor({
    method: "smooth",
    domains: 3,
    report: true,
    geneSets: ["sets.gmt"],
    unitUm: 1,
    ...given,
  });
  const lines = [1, 2].map((s) => `set ${s}\t\t${dataset.genes.slice(8 * s, 8 * s + 8).join("\t")}`);
  const wanted = [
    "dataset",
    "selection",
    "features",
    "graph",
    "embeddings",
    "domains",
    ...wantedAnalyses(config),
  ] as const;
  const { artifacts } = await run(dataset, wanted, allSteps(), {
    config,
    inputs: { geneSets: [parseGmt(lines.join("\n"), "sets.gmt")] },
    engine: async () => referenceEngine,
    report: () => {},
    signal: undefined,
    clock: () => 0,
  });
  const made: AnalysedArtifacts = artifacts;
  const record = { version: "0.0.0", engine: "none", notes: ["3 domains of <cells>"], seeds: [0] };
  return { made, config, record };
}

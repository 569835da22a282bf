// Are samples with strong batch effects brought together, and do their domains stay apart? On simulated tissue of four
// samples, with and without correction.
//
// Run: npx tsc -p tsconfig.json --noEmit false --outDir dist/bench
//      node dist/bench/bench/integration.js [--seeds 5] [--cells 4000] [--effect 1] [--scale 0.2]
//
// Batch effects: every gene's log expression differs between samples with standard deviation `effect`, and how strongly
// it answers to domains and cell types with `scale`; 0 and 0 show what there is to reach. ARI is that of the domains
// found (K given) with the true ones, after the vote. iLISI as in scIB-metrics (perplexity 30, 90 neighbours) on 30
// components of the expression that the network is fed: mean; of the number of samples, of which well mixed samples reach
// 0.82 with these neighbourhoods; of what the same neighbourhoods give with samples shuffled, (x - 1) / (chance - 1);
// and scIB's scaling of the median, (x - 1) / (samples - 1).
import { parseArgs } from "node:util";
import { allSteps } from "../src/analyses/registry.ts";
import { createRandom } from "../src/core/random.ts";
import { nativeEngine } from "../src/engine/node.ts";
import { agreement } from "../src/math/statistics/agreement.ts";
import { settle } from "../src/run/options/settings.ts";
import { run } from "../src/run/run.ts";
import { parseConfig } from "../src/session/options/run.ts";
import { simulateTissue } from "../src/simulate/simulateTissue.ts";

const { values: given } = parseArgs({
  options: {
    seeds: { type: "string", default: "5" },
    cells: { type: "string", default: "4000" },
    effect: { type: "string", default: "1" },
    scale: { type: "string", default: "0.2" },
  },
});
const [seeds, cells] = [Number(given.seeds), Number(given.cells)];
const [batchEffect, batchScale] = [Number(given.effect), Number(given.scale)];

const engine = await nativeEngine({ threads: 2 });
console.log(
  "| seed | ARI | ARI uncorrected | where | iLISI | of 4 | of chance | scIB |\n|---|---|---|---|---|---|---|---|",
);
for (let seed = 0; seed < seeds; seed++) {
  const options = { cells, genes: 200, samples: 4, batchEffect, batchScale };
  const made = simulateTissue(options, createRandom(seed));
  const [sample, domain] = ["sample", "domain"].map((name) => made.obs.columns.get(name));
  if (sample?.kind !== "category" || domain?.kind !== "category") throw new Error("the simulator writes categories");
  const { codes, categories: names } = sample;
  const attributes = { rows: names.length, columns: new Map() };
  const dataset = { ...made, samples: { names, codes, attributes, column: "sample" } };
  const results = async (correct: "combat" | "none") => {
    const config = settle(parseConfig({ domains: 5, variant: "spatial-only", correct }), dataset);
    const context = { config, engine: async () => engine, report: () => undefined, signal: undefined, clock: () => 0 };
    const { artifacts } = await run(dataset, ["selection", "domains", "integration"], allSteps(), context);
    const truth = Int32Array.from(artifacts.selection.cells, (cell) => domain.codes[cell]);
    return { ari: agreement(truth, artifacts.domains.refined).ari, stages: artifacts.integration.stages };
  };
  const [plain, corrected] = [await results("none"), await results("combat")];
  for (const { stage, scores } of corrected.stages) {
    const { mean, maximum, ofAttainable, scaled } = scores.ilisi;
    const row = [seed, corrected.ari, plain.ari, stage, mean, mean / maximum, ofAttainable, scaled];
    console.log(
      `| ${row.map((field) => (typeof field === "number" && !Number.isInteger(field) ? field.toFixed(3) : field)).join(" | ")} |`,
    );
  }
}

// Tissues whose domains are known, for the bench of hints: results that exist, and simulated tissue.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { allSteps } from "../src/analyses/registry.ts";
import { createRandom } from "../src/core/random.ts";
import type { Dataset } from "../src/data/dataset.ts";
import type { HintTissue } from "../src/domains/hints/features.ts";
import type { LabelFree } from "../src/domains/hints/labelFree.ts";
import { nodeHost } from "../src/host/node/nodeHost.ts";
import { readDataset } from "../src/io/open.ts";
import { settle } from "../src/run/options/settings.ts";
import { run } from "../src/run/run.ts";
import type { StepTable } from "../src/run/step.ts";
import { storedSteps } from "../src/run/stored/storedSteps.ts";
import { settingsOf } from "../src/session/options/analyze.ts";
import { type ConfigInput, parseConfig } from "../src/session/options/run.ts";
import { openStored } from "../src/session/read/openStored.ts";
import { simulateTissue } from "../src/simulate/simulateTissue.ts";

/** A tissue, its domains without hints, and the known ones; -1 where unknown. */
export interface KnownTissue {
  readonly name: string;
  readonly tissue: HintTissue;
  readonly labelFree: LabelFree;
  readonly truth: Int32Array;
  readonly count: number;
}

/** The annotated sets, as in bench/accuracy.mjs. */
export const sets = [
  { name: "starmap_mpfc_BZ9", truth: "layer" },
  { name: "starmap_mpfc_BZ5", truth: "layer" },
  { name: "starmap_visual_cortex_BY3", truth: "layer" },
  { name: "st_her2_H1", truth: "label" },
  { name: "visium_dlpfc_151673", truth: "layer" },
  { name: "osmfish_somatosensory", truth: "Region" },
];

const unknown = new Set(["", "nan", "NaN", "NA", "undetermined"]);

/** The tissue of `DIR/NAME-SEED/result.h5ad`; undefined where there is none. */
export async function storedTissue(
  directory: string,
  { name, truth }: { readonly name: string; readonly truth: string },
  seed: number,
): Promise<KnownTissue | undefined> {
  const path = join(directory, `${name}-${seed}`, "result.h5ad");
  if (!existsSync(path)) return undefined;
  const source = await nodeHost.files.openFile(path);
  const stored = await openStored(source);
  const config = parseConfig(settingsOf(stored.record, stored.has));
  const dataset = await readDataset(await nodeHost.files.open(path), {});
  return knownTissue(`${name}-${seed}`, dataset, { config, truth, steps: { ...allSteps(), ...storedSteps(stored) } });
}

/** Kinds of simulated tissue, from easy to hard; `merged` has fewer labels than the tissue has domains. */
export const simulated = {
  "layers easy": { cells: 1500, genes: 150, domains: 5, signal: 0.7 },
  layers: { cells: 1500, genes: 150, domains: 7, signal: 0.6 },
  blobs: { cells: 2000, genes: 100, domains: 6, signal: 0.6, arrangement: "blobs" },
  spots: { cells: 1500, genes: 150, domains: 7, signal: 0.5, layout: "grid" },
  "few genes": { cells: 2500, genes: 33, domains: 8, signal: 1 },
  "layers merged": { cells: 2000, genes: 120, domains: 8, signal: 0.8, merged: 6 },
  "blobs merged": { cells: 2000, genes: 120, domains: 7, signal: 0.8, arrangement: "blobs", merged: 5 },
} as const;

/** Tissue of a kind, embedded without training. @param cells how many; as many as the kind has by default. */
export async function simulatedTissue(
  kind: keyof typeof simulated,
  seed: number,
  cells?: number,
): Promise<KnownTissue> {
  const { merged, ...usual }: { merged?: number; domains: number } = simulated[kind];
  const options = cells === undefined ? usual : { ...usual, cells };
  const dataset = simulateTissue(options, createRandom(seed));
  const domains = merged ?? options.domains;
  const config = parseConfig({ domains, method: "smooth" } satisfies ConfigInput);
  const made = await knownTissue(`${kind} ${seed}`, dataset, { config, truth: "domain", steps: allSteps() });
  if (merged === undefined) return made;
  // Annotators draw regions that no contrast of expression gives: neighbours in a random order become one.
  const order = createRandom(seed).split("merged").permutation(options.domains);
  return { ...made, truth: made.truth.map((code) => order[code] % merged) };
}

async function knownTissue(
  name: string,
  dataset: Dataset,
  given: { readonly config: ReturnType<typeof parseConfig>; readonly truth: string; readonly steps: StepTable },
): Promise<KnownTissue> {
  const config = settle(given.config, dataset);
  const engine = async () => {
    throw new Error("nothing is trained");
  };
  const context = { config, engine, report: () => undefined, signal: undefined, clock: () => 0 };
  const steps = given.steps as ReturnType<typeof allSteps>;
  const wanted = ["selection", "features", "graph", "embeddings", "domains"] as const;
  const { artifacts } = await run(dataset, wanted, steps, context);
  const { selection, features, graph, embeddings, domains } = artifacts;
  const column = dataset.obs.columns.get(given.truth);
  if (column?.kind !== "category") throw new Error(`${name}: no labels in ${given.truth}`);
  const known = column.categories.flatMap((label, code) => (unknown.has(label) ? [] : [code]));
  const truth = Int32Array.from(selection.cells, (cell) => known.indexOf(column.codes[cell]));
  return {
    ...{ name, truth, count: domains.count },
    tissue: {
      ...{ embedding: embeddings[domains.embedding].primary, expression: features.input },
      ...{ positions: selection.positions, graph: graph.graph, sections: selection.samples?.codes },
    },
    labelFree: { labels: domains.refined, count: domains.count },
  };
}

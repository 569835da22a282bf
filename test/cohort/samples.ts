import { mergeStats } from "../../src/cohort/mergeStats.ts";
import { planCohort } from "../../src/cohort/planCohort.ts";
import { rankSample } from "../../src/cohort/rankSample.ts";
import type { GenePlan, SampleRanks, SampleStats } from "../../src/cohort/records.ts";
import { sampleOf } from "../../src/cohort/sampleOf.ts";
import { sampleStats } from "../../src/cohort/sampleStats.ts";
import { createRandom } from "../../src/core/random.ts";
import { silentTask } from "../../src/core/task.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { splitSamples } from "../../src/preprocess/splitSamples.ts";
import { parseConfig } from "../../src/session/options/run.ts";
import { simulateTissue } from "../../src/simulate/simulateTissue.ts";

/** Three sections of one simulation, joined and by themselves. */
export const joined: Dataset = splitSamples(
  simulateTissue({ cells: 1500, genes: 60, domains: 3, samples: 3, batchEffect: 0.5 }, createRandom(8)),
  "sample",
);
export const names = ["b", "a", "c"] as const;
export const samples: ReadonlyMap<string, Dataset> = new Map(names.map((name, code) => [name, sampleOf(joined, code)]));

export const config = parseConfig({ domains: 3 });
export const mergeOptions = { settings: {}, overlap: 0.5, genes: config.genes, minCells: undefined };

async function statsFrom(sample: string): Promise<SampleStats> {
  const dataset = samples.get(sample);
  if (!dataset) throw new Error(`no sample ${sample}`);
  return { sample, input: `digest of ${sample}`, reading: {}, ...(await sampleStats(dataset, config, silentTask)) };
}

const made = new Map(await Promise.all(names.map(async (name) => [name, await statsFrom(name)] as const)));

export function statsOf(sample: (typeof names)[number]): SampleStats {
  const stats = made.get(sample);
  if (!stats) throw new Error(`no sample ${sample}`);
  return stats;
}

export const genePlan: GenePlan = mergeStats(names.map(statsOf), mergeOptions).plan;

export async function ranksOf(
  sample: string,
  plan: GenePlan = genePlan,
  settings: Partial<typeof config> = {},
): Promise<SampleRanks> {
  const dataset = samples.get(sample);
  if (!dataset) throw new Error(`no sample ${sample}`);
  return { ...(await rankSample(dataset, sample, plan, { ...config, ...settings })), plan: "genes" };
}

/** The plan of the three sections. */
export async function planOfAll(sketchCells: number) {
  const ranks: SampleRanks[] = [];
  for (const name of names) ranks.push(await ranksOf(name));
  return planCohort(genePlan, "genes", ranks, config, sketchCells).plan;
}

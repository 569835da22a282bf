import { patchCells } from "../../cohort/patchShares.ts";
import type { CohortPlan, PlannedSample } from "../../cohort/records.ts";
import { megabyte } from "../../core/memorySize.ts";
import { resolveSettings } from "../../run/options/settings.ts";
import { planRun } from "../../run/plan/planRun.ts";
import { planUntrained } from "../../run/plan/planUntrained.ts";
import type { TissueSize } from "../../run/plan/stages.ts";
import { configOf } from "./settings.ts";

/** What a job is expected to take. */
export interface JobResources {
  readonly memoryMb: number;
  /** Processor seconds, about. */
  readonly cpuSeconds: number;
}

export interface SampleResources extends TissueSize {
  readonly sample: string;
  readonly rank: JobResources;
  readonly sketch: JobResources;
  readonly apply: JobResources;
}

export interface CohortResources {
  readonly samples: readonly SampleResources[];
  readonly fit: JobResources & TissueSize;
  readonly gather: JobResources;
}

/** A process before it has data, and its start. */
const bare = { bytes: 150 * megabyte, seconds: 0.7 };
/** Processor seconds for each million of entries or cells, as measured. */
const perMillion = { readEntries: 0.25, graphCells: 12, embedCells: 60, fitCells: 250 };
/** Rings around a patch add about half of its cells. */
const withRings = 1.5;

/** Memory and time of the jobs that follow a plan, for engines that size jobs before they start them. */
export function cohortResources(plan: CohortPlan): CohortResources {
  const config = configOf(plan, {}, { saveModel: true, batchKey: undefined });
  const facts = { name: "cohort", cells: sum(plan.analysed), samples: plan.samples.length };
  const settings = resolveSettings({ ...config, correct: plan.correct }, facts);
  const samples = plan.samples.map((sample) => {
    const { cells, genes, entries } = sample;
    const read = readingOf(sample);
    const work = planUntrained({ cells, genes, entries }, settings, { description: "no training", embeds: true });
    const ranking = { memoryMb: inMb(read.bytes), cpuSeconds: tenth(read.seconds) };
    const graph = tenth(read.seconds + (cells / 1e6) * perMillion.graphCells);
    return {
      ...{ sample: sample.sample, cells, genes, entries, rank: ranking },
      sketch: { memoryMb: inMb(read.bytes + 400 * cells), cpuSeconds: graph },
      apply: { memoryMb: inMb(work.peak), cpuSeconds: tenth(graph + (cells / 1e6) * perMillion.embedCells) },
    };
  });
  const fitCells = sum(
    plan.analysed.map((n, s) =>
      Math.min(n, Math.round((plan.patches[s] ?? n) * (plan.patches[s] ? withRings * patchCells : 1))),
    ),
  );
  const share = (fitCells / facts.cells) * Math.min(1, (1.5 * plan.genes.length) / plan.measured.length);
  const size = {
    cells: fitCells,
    genes: plan.genes.length,
    entries: Math.round(share * sum(samples.map(({ entries }) => entries))),
  };
  const tables =
    8 *
    plan.samples.length *
    plan.measured.length *
    (3 * (typeof config.domains === "number" ? config.domains : 15) + 1);
  return {
    samples,
    fit: {
      ...size,
      memoryMb: inMb(planRun(size, settings).peak),
      cpuSeconds: tenth(10 + (fitCells / 1e6) * perMillion.fitCells * settings.seeds),
    },
    gather: { memoryMb: inMb(bare.bytes + 2 * tables), cpuSeconds: tenth(bare.seconds + tables / 2e7) },
  };
}

/** Reading an input and taking its cells over other genes: the counts are held up to three times. */
export function readingOf({ cells, entries }: Pick<PlannedSample, "cells" | "entries">): {
  readonly bytes: number;
  readonly seconds: number;
} {
  return {
    bytes: bare.bytes + 3 * 8 * entries + 500 * cells,
    seconds: bare.seconds + (entries / 1e6) * perMillion.readEntries,
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const inMb = (bytes: number) => Math.ceil(bytes / megabyte);
const tenth = (seconds: number) => Math.round(10 * seconds) / 10;

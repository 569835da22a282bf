import { mergeStats } from "../../cohort/mergeStats.ts";
import { planCohort } from "../../cohort/planCohort.ts";
import { rankSample, ranksOfStats } from "../../cohort/rankSample.ts";
import type { CohortPlan, GenePlan } from "../../cohort/records.ts";
import { sampleStats } from "../../cohort/sampleStats.ts";
import { sketchSample } from "../../cohort/sketchSample.ts";
import type { Host } from "../../host/host.ts";
import type { SampleInput } from "../read/sampleSheet.ts";
import { confoundedWarning } from "./confounded.ts";
import { expectApplicable } from "./expectApplicable.ts";
import { readRecord, readRecords, saveRecord } from "./recordFile.ts";
import {
  beginStep,
  expectUnchanged,
  forEachSample,
  type JobOptions,
  type NamedInput,
  plannedOf,
  readSample,
  type SampleJobEnd,
} from "./sampleJob.ts";
import { configOf, type GivenSettings, readingOf, settingsFor } from "./settings.ts";

/** `cohort prepare`: NAME.stats of each sample. */
export async function prepareSamples(
  host: Host,
  inputs: readonly NamedInput[],
  given: GivenSettings,
  options: JobOptions,
): Promise<SampleJobEnd> {
  const reading = settingsFor("prepare", given);
  const config = configOf(undefined, reading);
  return forEachSample(inputs, options, async (input) => {
    const { dataset, digest } = await readSample(host, input, config, options);
    const stats = await sampleStats(dataset, config, beginStep("prepare", "Counting cells of each gene", options));
    const { sample } = input;
    const path = host.paths.join(options.out, `${sample}.stats`);
    await saveRecord(host, path, "stats", { sample, input: digest, reading: readingOf(reading), ...stats });
    return `${sample}: ${stats.used} of ${stats.cells} cells, ${stats.genes.length} genes: ${path}`;
  });
}

/**
 * `cohort merge`: the plan of genes.
 *
 * @param sheet samples with their attributes, where batches are made of one.
 */
export async function mergeSamples(
  host: Host,
  paths: readonly string[],
  given: GivenSettings,
  { out, sheet = [], ...options }: JobOptions & { readonly sheet?: readonly SampleInput[] },
): Promise<readonly string[]> {
  const settings = settingsFor("merge", given);
  const config = configOf({ settings }, {});
  expectApplicable(config);
  const stats = await readRecords(host, paths, "stats");
  const attributeOf = (sample: string) => {
    const value = sheet.find((each) => each.sample === sample)?.attributes?.[config.batchKey ?? ""];
    return value === undefined ? undefined : String(value);
  };
  const { plan, notes } = mergeStats(stats, {
    ...{ settings, overlap: config.overlap, genes: config.genes, minCells: config.minCells },
    batchOf: attributeOf,
  });
  const task = beginStep("merge", "Merging the statistics of all samples", options);
  for (const note of notes) task.note(note);
  const warning = confoundedWarning(sheet, config.batchKey);
  if (warning !== undefined) task.warn(warning);
  await saveRecord(host, out, "genes", plan);
  return [...notes, `plan of genes: ${out}`];
}

/**
 * `cohort rank`: NAME.ranks of each sample.
 *
 * @param stats folder of what `prepare` wrote: a sample of a panel is not read again.
 */
export async function rankSamples(
  host: Host,
  inputs: readonly NamedInput[],
  given: GivenSettings,
  { plan: path, stats, ...options }: JobOptions & { readonly plan: string; readonly stats?: string | undefined },
): Promise<SampleJobEnd> {
  const own = settingsFor("rank", given);
  const { record: plan, digest } = await readRecord(host, path, "genes");
  return forEachSample(inputs, options, async (input) => {
    const ranks = (await ranksOfPrepared(input)) ?? (await ranksOfCells(input));
    const file = host.paths.join(options.out, `${input.sample}.ranks`);
    await saveRecord(host, file, "ranks", { ...ranks, plan: digest });
    return `${input.sample}: ${ranks.cells} cells: ${file}`;
  });

  async function ranksOfPrepared({ sample }: NamedInput) {
    if (stats === undefined) return undefined;
    const planned = plannedOf(plan, sample);
    const { record } = await readRecord(host, host.paths.join(stats, `${sample}.stats`), "stats");
    expectUnchanged(sample, record.input, planned);
    return ranksOfStats(record, plan, configOf(plan, planned.reading, own));
  }

  async function ranksOfCells(input: NamedInput) {
    const { dataset, config } = await readPlanned(host, input, plan, own, options);
    beginStep("rank", "Ranking genes, summing their expression", options);
    return rankSample(dataset, input.sample, plan, config);
  }
}

/** What `cohort plan` wrote, in words. */
export interface PlannedCohort {
  readonly plan: CohortPlan;
  readonly lines: readonly string[];
}

/** `cohort plan`: the plan of the cohort. */
export async function planSamples(
  host: Host,
  paths: readonly string[],
  given: GivenSettings,
  { plan: path, sketchCells, out, ...options }: JobOptions & { readonly plan: string; readonly sketchCells: number },
): Promise<PlannedCohort> {
  settingsFor("plan", given);
  const { record: genes, digest } = await readRecord(host, path, "genes");
  const ranks = await readRecords(host, paths, "ranks");
  const task = beginStep("plan", "Choosing genes, fitting batch effects", options);
  const { plan, notes } = planCohort(genes, digest, ranks, configOf(genes, {}), sketchCells);
  for (const note of notes) task.note(note);
  await saveRecord(host, out, "plan", plan);
  return { plan, lines: [...notes, `plan of the cohort: ${out}`] };
}

/** `cohort sketch`: NAME.sketch of each sample. */
export async function sketchSamples(
  host: Host,
  inputs: readonly NamedInput[],
  given: GivenSettings,
  { plan: path, ...options }: JobOptions & { readonly plan: string },
): Promise<SampleJobEnd> {
  const own = settingsFor("sketch", given);
  const { record: plan, digest } = await readRecord(host, path, "plan");
  return forEachSample(inputs, options, async (input) => {
    const { dataset, config } = await readPlanned(host, input, plan, own, options);
    const task = beginStep("sketch", "Building spatial graph, choosing patches", options);
    const sketch = await sketchSample(dataset, input.sample, plan, config, task);
    const file = host.paths.join(options.out, `${input.sample}.sketch`);
    await saveRecord(host, file, "sketch", { ...sketch, plan: digest });
    return `${input.sample}: ${sketch.cells.length} cells: ${file}`;
  });
}

/** A sample of a plan, read as `prepare` read it. */
async function readPlanned(host: Host, input: NamedInput, plan: GenePlan, own: GivenSettings, options: JobOptions) {
  const planned = plannedOf(plan, input.sample);
  // Columns of obs are looked up with the cells: the sheet may hold them instead.
  const { batchKey, ...others } = configOf(plan, planned.reading, own);
  const { dataset } = await readSample(
    host,
    input,
    others as typeof others & { batchKey: undefined },
    options,
    planned,
  );
  return { dataset, config: { ...others, batchKey } };
}

import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Config } from "./config.ts";
import { findSubset } from "./findSubset.ts";
import { chosenMethod } from "./settings.ts";

/** Models of several samples together, up to `fewCells` that take part, where each takes a few seconds. */
const modelsTogether = 5;
const fewCells = 8192;

/**
 * The settings with `auto` replaced where the data decide. Where the cells that take part are of several samples, batch
 * effects are taken out, and few cells are learned from several times: one partition for several tissues is less sure
 * than one for each.
 *
 * @throws bad-option for options of several samples where there is one.
 */
export function resolveForData(config: Config, dataset: SampledCells): Config {
  const { name } = dataset;
  const several = samplesInUse(config, dataset).length > 1;
  const batches = several || config.batchKey !== undefined;
  if (config.correct === "combat" && !batches) {
    const way = "give several files, or name the column of samples with --sample-key or of batches with --batch-key";
    throw new CellScapeError("bad-option", `--correct combat: expected several samples, got ${name} alone; ${way}`);
  }
  return {
    ...config,
    correct: config.correct === "auto" ? (batches ? "combat" : "none") : config.correct,
    seeds: seedsFor(config, dataset),
  };
}

/** How many models are trained. */
export function seedsFor(config: Config, dataset: SampledCells): number {
  if (config.seeds !== "auto") return config.seeds;
  const { subset } = config;
  const cells = subset === undefined ? dataset.cells.length : findSubset(dataset, subset).length;
  return seedsOf(config, { cells, samples: samplesInUse(config, dataset).length });
}

/** How many models will be trained on so many cells and samples that take part. */
export function seedsOf(
  config: Config,
  { cells, samples }: { readonly cells: number; readonly samples: number },
): number {
  if (config.seeds !== "auto") return config.seeds;
  const { run } = chosenMethod(config);
  return run.seeds ?? (samples > 1 && cells <= fewCells ? modelsTogether : 1);
}

/** What of a data set says how many samples take part. */
export type SampledCells = Pick<Dataset, "name" | "samples" | "obs" | "cells">;

/** Samples of the cells that take part, in their order; the data set itself where it is one sample. */
export function samplesInUse({ subset }: Pick<Config, "subset">, dataset: SampledCells): readonly string[] {
  const { samples, name } = dataset;
  if (!samples) return [name];
  if (subset === undefined) return samples.names;
  const present = new Set(Array.from(findSubset(dataset, subset), (i) => samples.codes[i]));
  return samples.names.filter((_, code) => present.has(code));
}

import type { Dataset } from "../data/dataset.ts";
import { CellScapeError } from "../errors.ts";
import type { Config } from "./config.ts";
import { findSubset } from "./findSubset.ts";

/** Models of several samples together, up to `fewCells`, where each takes a few seconds. */
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
  const several = sampleCount(config, dataset) > 1;
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
  const literal = config.method === "smooth" || config.preset === "paper";
  const few = dataset.cells.length <= fewCells;
  return few && !literal && sampleCount(config, dataset) > 1 ? modelsTogether : 1;
}

/** What of a data set says how many samples take part. */
export type SampledCells = Pick<Dataset, "name" | "samples" | "obs" | "cells">;

/** Samples of the cells that take part. */
export function sampleCount({ subset }: Pick<Config, "subset">, dataset: SampledCells): number {
  const { samples } = dataset;
  if (!samples || samples.names.length < 2) return 1;
  if (subset === undefined) return samples.names.length;
  return new Set(Array.from(findSubset(dataset, subset), (i) => samples.codes[i])).size;
}

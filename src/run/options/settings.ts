import { CellScapeError } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import type { Config } from "./config.ts";
import { findSubset } from "./findSubset.ts";

/** What the data decide for a run. */
export interface Decided {
  /** Models that are trained. */
  readonly seeds: number;
  readonly correct: "combat" | "none";
  /** How embeddings of several samples are brought together. */
  readonly alignSamples: "counterparts" | "none";
}

/** What was decided for a run: every step, plan, record and text reads this one record. */
export type Settings = Config & Decided;

/** What of the data decides settings. */
export interface DataFacts {
  readonly name: string;
  /** Cells that are analysed. */
  readonly cells: number;
  /** Samples that they come from. */
  readonly samples: number;
}

/** Models of several samples together, up to `fewCells` that are analysed, where each takes a few seconds. */
const modelsTogether = 5;
const fewCells = 8192;

/**
 * The settings with `auto` replaced where the data decide. Where the analysed cells come from several samples, batch
 * effects are corrected, and few cells are learned from several times: one partition for several tissues is less certain
 * than one for each. Called once per run, by the session.
 *
 * @throws bad-option for options of several samples where there is one.
 */
export function resolveSettings<C extends Config>(config: C, { name, cells, samples }: DataFacts): C & Decided {
  const batches = samples > 1 || config.batchKey !== undefined;
  if (config.correct === "combat" && !batches) {
    const way = "give several files, or name the column of samples with --sample-key or of batches with --batch-key";
    throw new CellScapeError("bad-option", `--correct combat: expected several samples, got ${name} alone; ${way}`);
  }
  const usual = config.chosen.run.seeds ?? (samples > 1 && cells <= fewCells ? modelsTogether : 1);
  // Where samples are left as they are, their embeddings are not corrected either.
  const usually = config.correct === "none" ? "none" : (config.chosen.run.alignSamples ?? "none");
  return {
    ...config,
    correct: config.correct === "auto" ? (batches ? "combat" : "none") : config.correct,
    alignSamples: samples === 1 ? "none" : config.alignSamples === "auto" ? usually : config.alignSamples,
    seeds: config.seeds === "auto" ? usual : config.seeds,
  };
}

/**
 * The same for a data set that was read.
 *
 * @throws bad-option for options of several samples where there is one.
 */
export function settle<C extends Config>(config: C, dataset: SampledCells): C & Decided {
  return resolveSettings(config, factsOf(config, dataset));
}

/** The part of a data set that determines how many samples are analysed. */
export type SampledCells = Pick<Dataset, "name" | "samples" | "obs" | "cells">;

/** The cells and samples of a data set that are analysed. */
export function factsOf(config: Pick<Config, "subset">, dataset: SampledCells): DataFacts {
  const { subset } = config;
  const cells = subset === undefined ? dataset.cells.length : findSubset(dataset, subset).length;
  return { name: dataset.name, cells, samples: samplesInUse(config, dataset).length };
}

/** Samples of the analysed cells, in their order; the data set itself where it is one sample. */
export function samplesInUse({ subset }: Pick<Config, "subset">, dataset: SampledCells): readonly string[] {
  const { samples, name } = dataset;
  if (!samples) return [name];
  if (subset === undefined) return samples.names;
  const present = new Set(Array.from(findSubset(dataset, subset), (i) => samples.codes[i]));
  return samples.names.filter((_, code) => present.has(code));
}

/** Up to this many genes (a targeted panel) each gene counts alike: METHOD, "expression". */
const panelGenes = 200;

/** How genes are scaled, once it is known how many passed the filter: METHOD section 1. */
export function scaleOf({ scale }: Pick<Config, "scale">, genes: number): Exclude<Config["scale"], "auto"> {
  if (scale !== "auto") return scale;
  return genes <= panelGenes ? "z-score" : "center";
}

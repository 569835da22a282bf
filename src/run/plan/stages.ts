import { trainingMemory } from "../../methods/cellscape/memory.ts";
import type { Config } from "../options/config.ts";
import { resolveSettings, seedCount } from "../options/settings.ts";
import { megabyte } from "./size.ts";

/** A process that trains one of several models, beside the data that it is sent and the memory of training. */
const worker = 150 * megabyte;
/** Most neighbours of a cell, about: a triangulation has 6 on average. */
const neighbors = 12;

/** What is known of a tissue before it is worked on. */
export interface TissueSize {
  readonly cells: number;
  readonly genes: number;
  /** Entries of the matrix that are not zero. */
  readonly entries: number;
}

/** The parts of a run whose memory is foreseen, in their order. */
export type Stage = "read" | "prepare" | "train" | "cluster" | "write";

/** The process before it has any data. */
const bare = 140 * megabyte;
/** The rasteriser of pictures and its fonts. */
const drawing = 150 * megabyte;
/** Analyses and the pages of a report, and what each cell adds. */
const pages = { all: 220 * megabyte, perCell: 1000 };

/**
 * The most that the process holds during each part of a run, in bytes: the data that are there by then, and what the part
 * takes besides. Measured on tissues of 1,000 to 300,000 cells; see bench/memory.
 *
 * @param workers models that are trained at once.
 */
export function stageBytes(
  { cells: n, genes, entries }: TissueSize,
  config: Config,
  workers: number,
): Partial<Record<Stage, number>> {
  const { model, components } = resolveSettings(config);
  const p = Math.min(genes, config.genes);
  const d = Math.min(components === "all" ? p : components, p);
  const trains = config.method === "cellscape";
  // The most variable genes hold more than their share of the entries.
  const used = entries * Math.min(1, (1.5 * p) / genes);

  const dataset = 8 * entries + 300 * n;
  const chosen = p < genes ? 8 * used : 0;
  const expression = 4 * used;
  const input = (n * d > 2 ** 24 ? 4 : 8) * n * d;
  const graph = 120 * n;
  const prepared = dataset + chosen + expression + input + graph;
  // Log expression is let go of once the components are found, unless gene maps or analyses are made of it.
  const analysed = isAnalysed(config);
  const needed = (trains && config.variant === "full") || analysed;
  const kept = needed ? prepared : prepared - expression;
  const training = trainingMemory({ cells: n, inputs: d, neighbors, side: Math.ceil(Math.sqrt(p)) }, model);
  const earlier = (seedCount(config) - 1) * training.result;
  // A worker is a process of its own, with a copy of what it learns from.
  const copy = workers > 1 ? worker + 1.5 * (input + graph + (model.variant === "full" ? 8 * used : 0)) : 0;
  const atOnce = workers * (Math.max(training.training, training.embedding) + copy);
  // Smoothing goes from one array to another.
  const embeddings = trains ? seedCount(config) * training.result : 2 * input;
  const made = kept + embeddings;
  // Genes are placed by their correlations, of which some tables of genes x genes are held.
  const placing = trains && model.variant === "full" ? 48 * p * p : 0;
  return {
    read: bare + dataset,
    prepare: bare + prepared + placing,
    ...(trains ? { train: bare + kept + earlier + atOnce } : {}),
    // 25 neighbours vote: their numbers, their distances and a copy; then labels of each partition.
    cluster: bare + made + 600 * n,
    write: bare + made + drawing + 300 * n + (analysed ? pages.all + pages.perCell * n : 0),
  };
}

/** Whether analyses follow: settings of a run name them, those of the core alone do not. */
function isAnalysed(
  config: Config & { readonly report?: boolean; readonly want?: readonly string[] | undefined },
): boolean {
  return config.report === true || (config.want?.length ?? 0) > 0;
}

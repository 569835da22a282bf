import { megabyte } from "../../core/memorySize.ts";
import type { InputName, InputSize } from "../../methods/inputs.ts";
import type { MethodPlan } from "../../methods/method.ts";
import { artifactsOf } from "../methodInputs.ts";
import type { Settings } from "../options/settings.ts";
import { poolsFamilies } from "../steps/domains.ts";

/** A process that trains one of several models, beside the data that it is sent and the memory of training. */
const worker = 150 * megabyte;
/** Most neighbours of a cell, about: a triangulation has 6 on average. */
const neighbors = 12;

/** What is known of a tissue, and of the program, before it is worked on. */
export interface TissueSize {
  readonly cells: number;
  readonly genes: number;
  /** Entries of the matrix that are not zero. */
  readonly entries: number;
  /** Whether it is joined of several inputs, which are there until the whole is; false by default. */
  readonly isJoined?: boolean;
  /** Node by default. */
  readonly program?: Program;
}

/** What of the program counts for its memory. */
export interface Program {
  /** Bytes of the program itself, without data. */
  readonly bareBytes: number;
  /** Models are trained in workers whose memory goes with them, a single one too. */
  readonly trainsApart: boolean;
}

/** The parts of a run whose memory is foreseen, in their order. */
export type Stage = "read" | "prepare" | "train" | "cluster" | "write";

const node: Program = { bareBytes: 140 * megabyte, trainsApart: false };
/** Engines compiled to WebAssembly: its code is compiled while it runs, and its memory is not given back. */
const webAssembly = { engines: ["wasm", "webgpu"], compiling: 120 * megabyte };
/** The rasteriser of pictures and its fonts. */
const drawing = 150 * megabyte;
/** Analyses and the pages of a report, and what each cell adds. */
const pages = { all: 220 * megabyte, perCell: 1000 };

/** The size of what the method will be given. */
export function methodSize({ cells, genes, entries }: TissueSize, config: Settings): InputSize {
  const p = Math.min(genes, config.genes);
  const components = config.components;
  const d = Math.min(components === "all" ? p : components, p);
  // The most variable genes hold more than their share of the entries.
  const used = entries * Math.min(1, (1.5 * p) / genes);
  return { cells, genes: p, components: d, entries: used, neighbors };
}

/** How the embeddings of a run come about, as far as memory goes. */
export interface EmbeddingWork {
  /** Inputs that are held for it. */
  readonly needs: readonly InputName[];
  /** Steps and memory of one seed. */
  readonly plan: MethodPlan;
  readonly seeds: number;
}

/** The work of the chosen method. */
export function methodWork(size: TissueSize, config: Settings): EmbeddingWork {
  const { method, options } = config.chosen;
  const plan = method.plan(methodSize(size, config), options);
  return { needs: method.needs(options), plan, seeds: method.seeded ? config.seeds : 1 };
}

/**
 * The most that the process holds during each part of a run, in bytes: the data that are there by then, and what the part
 * takes besides. Measured on tissues of 1,000 to 300,000 cells; see bench/memory.
 *
 * @param workers models that are trained at once.
 */
export function stageBytes(
  size: TissueSize,
  config: Settings,
  { needs, plan: { steps, memory }, seeds }: EmbeddingWork,
  workers = 1,
): Partial<Record<Stage, number>> {
  const { cells: n, genes, entries, isJoined = false, program = node } = size;
  const { bareBytes: bare, trainsApart } = program;
  const { genes: p, components: d, entries: used } = methodSize(size, config);

  const dataset = 8 * entries + 300 * n;
  const chosen = p < genes ? 8 * used : 0;
  const expression = 4 * used;
  const analysed = isAnalysed(config);
  const components = (n * d > 2 ** 24 ? 4 : 8) * n * d;
  const featured = artifactsOf(needs).includes("features") || poolsFamilies(config) || analysed;
  const input = featured ? components : 0;
  const graph = 120 * n;
  const prepared = dataset + chosen + expression + input + graph;
  // Log expression is let go of once the components are found, unless it is corrected, or the method or analyses read it.
  const isCorrected = config.correct === "combat";
  const keepsExpression = needs.includes("scaled") || needs.includes("expression") || analysed || isCorrected;
  const kept = keepsExpression ? prepared : prepared - expression;
  const earlier = (seeds - 1) * memory.result;
  // A worker is a process of its own, with a copy of its training data.
  const sizes: Partial<Record<InputName, number>> = {
    ...{ components: input, graph, scaled: 8 * used, expression: 8 * used, counts: 8 * used },
  };
  const sent = needs.reduce((sum, name) => sum + (sizes[name] ?? 0), 0);
  const copy = workers > 1 ? worker + 1.5 * sent : trainsApart ? sent : 0;
  const compiled = steps > 0 && webAssembly.engines.includes(config.engine);
  const working = memory.working + (compiled ? webAssembly.compiling : 0);
  const atOnce = workers * (working + copy);
  const made = kept + seeds * memory.result + (compiled && !trainsApart && workers === 1 ? working : 0);
  // Genes are placed by their correlations, of which some tables of genes x genes are held.
  const placing = needs.includes("geneMap") ? 48 * p * p : 0;
  return {
    read: bare + dataset + (isJoined ? 8 * entries : 0),
    // Components of corrected genes are those of what is above the zero of each batch.
    prepare: bare + prepared + placing + (isCorrected ? 4 * used : 0),
    ...(steps > 0 ? { train: bare + kept + earlier + atOnce } : {}),
    // 25 neighbours vote: their numbers, their distances and a copy; then labels of each partition.
    cluster: bare + made + 600 * n + familyBytes(n, input, config) + hintBytes(n, config),
    write: bare + made + drawing + 300 * n + (analysed ? pages.all + pages.perCell * n : 0),
  };
}

/** Settings of analyses that the core alone does not have. */
interface MoreSettings {
  readonly report?: boolean;
  readonly want?: readonly string[] | undefined;
  readonly hints?: string | undefined;
  readonly hintsColumn?: string | undefined;
  readonly labelNext?: number | undefined;
}

/**
 * Candidates of other families, for the pool and for kinds: 36 nearest cells, some 40 partitions before and after
 * refinement, and components that are averaged or turned into factors.
 */
function familyBytes(n: number, input: number, config: Settings & MoreSettings): number {
  const kinds = config.report === true || (config.want?.includes("alternatives") ?? false);
  return poolsFamilies(config) || kinds ? 464 * n + Math.max(2 * input, 1500 * n) : 0;
}

/** The ensemble that hints are regressed on: its feature sets, partitions and smoothed components, and probabilities. */
function hintBytes(n: number, config: Settings & MoreSettings): number {
  const { hints, hintsColumn, labelNext = 0 } = config;
  return hints !== undefined || hintsColumn !== undefined || labelNext > 0 ? 2000 * n : 0;
}

/** Whether analyses follow: settings of a run name them, those of the core alone do not. */
function isAnalysed(config: Settings & MoreSettings): boolean {
  return config.report === true || (config.want?.length ?? 0) > 0;
}

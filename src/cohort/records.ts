import type { BatchMaps } from "../data/batchCorrection.ts";
import type { Graph } from "../data/graph.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Sparse } from "../data/sparse.ts";
import type { ExactMoments } from "../math/exact/exactColumns.ts";
import type { GeneScale } from "../preprocess/scale.ts";
import type { Layout } from "../spatial/lattice/layout.ts";

/** Settings of a run by name, as `parseConfig` takes them. */
export type PlainSettings = Readonly<Record<string, unknown>>;

/** What `prepare` finds of one sample: whole numbers and exact sums only. */
export interface SampleStats {
  readonly sample: string;
  /** SHA-256 of what was read. */
  readonly input: string;
  /** How the input is read, and which of its cells are analysed. */
  readonly reading: PlainSettings;
  /** Cells of the input, and those with counts enough. */
  readonly cells: number;
  readonly used: number;
  /** Entries that are not zero. */
  readonly entries: number;
  readonly genes: readonly string[];
  /** [genes] cells in which each was seen, among those used. */
  readonly detections: Uint32Array;
  /** Moments of the expression of the cells used, over all genes; of a panel only, whose genes may all be measured in the cohort. */
  readonly moments: ExactMoments | undefined;
  /** True where values are scaled to 10,000 per cell and logged, and the cofactor where they are transformed by arcsinh. */
  readonly normalize: boolean;
  readonly cofactor: number | undefined;
  /** The section that it is a tile of, with its own cells and the last row of the section among them. */
  readonly tile?: { readonly section: string; readonly cells: number; readonly lastRow: number } | undefined;
}

/** What is known of a sample once its statistics are merged. */
export interface PlannedSample {
  readonly sample: string;
  readonly input: string;
  readonly reading: PlainSettings;
  readonly cells: number;
  readonly used: number;
  readonly entries: number;
  readonly genes: number;
  /** Attribute that batches are made of, where the sheet of samples has it. */
  readonly batch: string | undefined;
  /** The section that it is a tile of. */
  readonly section?: string | undefined;
}

/** What `merge` decides: genes that all samples have and that were seen in enough cells of all. */
export interface GenePlan {
  /** Settings of the cohort. */
  readonly settings: PlainSettings;
  /** In the order of their names. */
  readonly samples: readonly PlannedSample[];
  /** Genes over which the counts of a cell are summed. */
  readonly measured: readonly string[];
  readonly normalize: boolean;
  readonly cofactor: number | undefined;
}

/** What `rank` finds of one sample, over the measured genes. */
export interface SampleRanks {
  readonly sample: string;
  /** Digest of the plan of genes. */
  readonly plan: string;
  /** Cells that are analysed. */
  readonly cells: number;
  /** Ranks and normalised variances, where genes are chosen by them. */
  readonly variable: { readonly ranks: Float64Array; readonly normalized: Float64Array } | undefined;
  /** Moments of the expression of the cells of each batch. */
  readonly batches: readonly { readonly batch: string; readonly moments: ExactMoments }[];
}

/** What `plan` decides: which genes, how they are corrected and scaled, and which part of each sample the model is fitted to. */
export interface CohortPlan extends GenePlan {
  /** Digest of the plan of genes. */
  readonly genePlan: string;
  /** Genes that the network reads, in the order of `measured`. */
  readonly genes: readonly string[];
  /** Cells of each sample that are analysed, in the order of the samples. */
  readonly analysed: readonly number[];
  /** Maps of the batches; one batch that is left as it is where nothing is corrected. */
  readonly maps: BatchMaps;
  readonly correct: "combat" | "none";
  readonly scale: GeneScale;
  /** Patches of each sample that are in the sketch; undefined for the whole sample. */
  readonly patches: readonly (number | undefined)[];
}

/** What `sketch` takes of one sample: its cells, or compact patches of them with the cells around. */
export interface SampleSketch {
  readonly sample: string;
  /** Digest of the plan. */
  readonly plan: string;
  /** [m] rows of the input. */
  readonly cells: Uint32Array;
  /** [m, genes] counts, or values as they are read. */
  readonly counts: Sparse;
  /** [m] counts over the measured genes. */
  readonly totals: Float64Array;
  /** [m, 2] */
  readonly positions: Matrix;
  /** [m] index into the batches of the plan. */
  readonly batches: Int32Array;
  /** Neighbours among these cells. */
  readonly graph: Graph;
  readonly kind: "delaunay" | "nearest";
  readonly layout: Layout;
  readonly spots: boolean;
  readonly description: string;
}

/** What `apply` counts in one sample: whole numbers, over the measured genes and K domains. */
export interface SampleCounts extends SampleTotals {
  /** [K, genes] cells of each domain in which a gene was seen. */
  readonly seen: Float64Array;
  /** [K, genes] twice the sum of the ranks of the cells of each domain, by expression. */
  readonly rankSums: Float64Array;
  /** [genes] sum of t^3 - t over groups of t equal values. */
  readonly ties: Float64Array;
}

/** The part of it that all samples are compared by. */
export interface SampleTotals {
  readonly sample: string;
  /** The section that it is a tile of; its own cells are counted. */
  readonly section?: string | undefined;
  /** Digest of the plan. */
  readonly plan: string;
  /** SHA-256 of the model, and the engine that embedded the cells. */
  readonly model: string;
  readonly engine: string;
  readonly input: string;
  /** Cells of the input. */
  readonly cells: number;
  /** [K] cells of each domain. */
  readonly sizes: Uint32Array;
  /** [K, K] neighbours in the tissue: edges between domains, from both ends. */
  readonly contacts: Float64Array;
  /** Measured genes that the sample lacks. */
  readonly missing: Uint32Array;
  /** [K, genes] counts of the cells of each domain together; undefined where the values are no counts. */
  readonly bulk: Float64Array | undefined;
  /** Measured genes. */
  readonly genes: number;
  readonly novelty: { readonly verdict: string; readonly beyond: number; readonly correlation: number };
}

import type { Report } from "../core/progress.ts";
import type { Task } from "../core/task.ts";
import type { BatchCorrection } from "../data/batchCorrection.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Matrix } from "../data/matrix.ts";
import type { ScaledExpression } from "../data/scaledExpression.ts";
import type { Sparse } from "../data/sparse.ts";
import type { DomainCount } from "../domains/chooseCount.ts";
import type { Hinting } from "../domains/hints/hinting.ts";
import type { Domains } from "../domains/result.ts";
import type { Engine } from "../engine/engine.ts";
import type { PlacedGenes } from "../genemap/geneMap.ts";
import type { Embedded } from "../methods/embedded.ts";
import type { VariableGenes } from "../preprocess/variableGenes.ts";
import type { SpatialGraph } from "../spatial/graph.ts";
import type { SampleCodes } from "../spatial/sampleGraphs.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { SeedWorkers } from "./embedSeed.ts";
import type { Settings } from "./options/settings.ts";
import type { TransferModel } from "./transferModel.ts";

/** The part of the data that is analysed; everything else stays in the file, without a domain. */
export interface Selection {
  /** Cells of the dataset that are analysed, ascending. */
  readonly cells: Uint32Array;
  /** Genes of the dataset that are used, ascending. */
  readonly genes: Uint32Array;
  /** [cells, genes] counts of these. */
  readonly counts: Sparse;
  /** Counts per cell over all genes of the dataset, not only those used. */
  readonly totals: Float64Array;
  /** [cells, 2] */
  readonly positions: Matrix;
  /** True for spots of a known lattice. */
  readonly spots?: boolean;
  /** Samples that the analysed cells come from, where there are two or more. */
  readonly samples: SampleCodes | undefined;
  /** True when the values are raw counts or scale like them, so that normalisation applies. */
  readonly normalize: boolean;
  /** Counts per cell after scaling, where they are not 10,000, and false where no logarithm follows. */
  readonly total?: number;
  readonly log?: boolean;
  /** Cofactor of arcsinh, where intensities are transformed by it instead. */
  readonly cofactor?: number;
  /** Ranking of the genes that passed the filter, when there were more than requested. */
  readonly variable: RankedGenes | undefined;
}

/** The ranking of some genes by variability, or by another score; its arrays run along `genes`. */
export interface RankedGenes extends VariableGenes {
  /** Genes of the dataset that were ranked, ascending. */
  readonly genes: Uint32Array;
  /** The score that ranked them, where it is not their variability. */
  readonly by?: string;
}

/** What the network sees. */
export interface Features {
  /** [cells, d] components, or the genes themselves. */
  readonly input: Matrix;
  /** How genes were scaled. */
  readonly scale: "z-score" | "center" | "none";
  /** [genes, d] loadings of the components; undefined when the genes themselves are the input. */
  readonly loadings: Matrix | undefined;
  /** [cells, genes] scaled expression, see `scaledRows`: for the maps of the full variant, or where batches were corrected. */
  readonly scaled: Matrix | ScaledExpression | undefined;
}

/** Domains, and where they came from. */
export interface FoundDomains extends Domains {
  /** K */
  readonly count: number;
  /** [n] `raw` refined as the method was published with, where it has a refinement of its own. */
  readonly own?: Int32Array;
  /** [K] names of the domains, unique; numbers from 1 by default. */
  readonly names?: readonly string[];
  /** [K] colours as `#rrggbb`; those of the palette by default. */
  readonly colors?: readonly string[];
  /** Which of the embeddings the chosen partition was found in. */
  readonly embedding: number;
  /** What labels of some cells made of them, and cells to label next, where there are any. */
  readonly hinting?: Hinting;
  /** True for domains of a saved model, which were not found in these cells: some may have no cell. */
  readonly transferred?: true;
}

/** What the core steps of a run make; each analysis adds its own. A name here without a step does not compile. */
export interface Artifacts {
  readonly dataset: Dataset;
  readonly selection: Selection;
  /** [cells, genes] natural-log expression. */
  readonly expression: Sparse;
  /** Batch effects in `expression`, where they are taken out; only the network's input and the gene map are corrected. */
  readonly correction: BatchCorrection;
  readonly features: Features;
  readonly graph: SpatialGraph;
  readonly geneMap: PlacedGenes;
  /** What the method computed, once per seed. */
  readonly embeddings: readonly Embedded[];
  /** The number of domains where none was given. */
  readonly domainCount: DomainCount;
  readonly domains: FoundDomains;
  /** What finds these domains in other samples. */
  readonly model: TransferModel;
}

/** Names of what the core steps compute. */
export type ArtifactName = keyof Artifacts;

/** What a step may use besides its inputs. */
export interface Context {
  readonly config: Settings;
  /** What analyses read from files that their options name, by the name of the input. */
  readonly inputs?: unknown;
  /** Made when first needed, once. */
  readonly engine: () => Promise<Engine>;
  readonly report: Report;
  readonly signal: AbortSignal | undefined;
  /** Ends the run without results: no step is begun any more. */
  readonly ending?: AbortSignal | undefined;
  /** Train several models at once, where that is faster. */
  readonly workers?: SeedWorkers | undefined;
  /** Where finished work is kept, if it is. */
  readonly checkpoints?: Checkpoints;
  /** Monotonic seconds, for timings. */
  readonly clock: () => number;
}

/** What the run gives a step besides its inputs; `Options` and `Inputs` are those of the analysis that the step belongs to. */
export interface StepContext<Options = unknown, Inputs = unknown> extends Context {
  readonly config: Settings & Options;
  readonly inputs?: Inputs;
  /** The step's progress, notes, cancellation and kept parts. */
  readonly task: Task;
}

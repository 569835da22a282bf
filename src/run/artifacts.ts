import type { Colocalization } from "../analyses/colocalization/colocalization.ts";
import type { GivenTarget, PlacedTarget } from "../analyses/colocalization/colocalizationTarget.ts";
import type { CompositionShifts } from "../analyses/comparison/compositionShift.ts";
import type { ConditionExpression } from "../analyses/comparison/conditionExpression.ts";
import type { Contrast } from "../analyses/comparison/sampleConditions.ts";
import type { CompositionEnrichment } from "../analyses/composition/compositionEnrichment.ts";
import type { CoOccurrence } from "../analyses/coOccurrence/coOccurrence.ts";
import type { Enrichment } from "../analyses/enrichment/enrichment.ts";
import type { GeneSets } from "../analyses/enrichment/geneSets.ts";
import type { Gsea } from "../analyses/gsea/gsea.ts";
import type { Integration } from "../analyses/integration/integration.ts";
import type { GroupMarkers, Markers } from "../analyses/markers/markers.ts";
import type { NeighborhoodEnrichment } from "../analyses/neighborhoods/neighborhoods.ts";
import type { GroupGraph } from "../analyses/paga/paga.ts";
import type { SpatialGenes } from "../analyses/spatialGenes/spatialGenes.ts";
import type { Report } from "../core/progress.ts";
import type { Task } from "../core/task.ts";
import type { BatchCorrection } from "../data/batchCorrection.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Matrix } from "../data/matrix.ts";
import type { ScaledExpression } from "../data/scaledExpression.ts";
import type { Sparse } from "../data/sparse.ts";
import type { CategoryColumn } from "../data/table.ts";
import type { WeightedGraph } from "../data/weightedGraph.ts";
import type { DomainCount } from "../domains/chooseCount.ts";
import type { Domains } from "../domains/result.ts";
import type { SampleDependence } from "../domains/sampleDependence.ts";
import type { Engine } from "../engine/engine.ts";
import type { PlacedGenes } from "../genemap/geneMap.ts";
import type { Neighbors } from "../math/neighbors/nearest.ts";
import type { Agreement } from "../math/statistics/agreement.ts";
import type { Embedded } from "../methods/embedded.ts";
import type { VariableGenes } from "../preprocess/variableGenes.ts";
import type { SpatialGraph } from "../spatial/graph.ts";
import type { SampleCodes } from "../spatial/sampleGraphs.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { Config } from "./options/config.ts";
import type { SeedWorkers } from "./seeds/embedSeed.ts";
import type { TransferModel } from "./transfer/transferModel.ts";

/** The part of the data that takes part in the analysis; everything else stays in the file, without a domain. */
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
  /** Samples that the analysed cells come from, where there are two or more. */
  readonly samples: SampleCodes | undefined;
  /** True when the values are raw counts or scale like them, so that normalisation applies. */
  readonly normalize: boolean;
  /** Ranking of the genes that passed the filter, when there were more than asked for. */
  readonly variable: RankedGenes | undefined;
}

/** The ranking of some genes by variability; its arrays run along `genes`. */
export interface RankedGenes extends VariableGenes {
  /** Genes of the dataset that were ranked, ascending. */
  readonly genes: Uint32Array;
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
  readonly clusters: number;
  /** Which of the embeddings the chosen partition was found in. */
  readonly embedding: number;
}

/** Which embedding something was made from: z_spatial, z_intrinsic or z; `components` stand in where there is no branch. */
export type EmbeddingName = "spatial" | "intrinsic" | "fused" | "components";

/** Cells that are alike in an embedding. */
export interface EmbeddingGraph {
  readonly embedding: EmbeddingName;
  /** Exact nearest other cells of each analysed cell. */
  readonly neighbors: Neighbors;
  /** The fuzzy graph of these. */
  readonly graph: WeightedGraph;
}

/** All genes that passed the filter, not only those that the domains were found with: for markers and spatial genes. */
export interface AllGenes {
  /** Genes of the dataset, ascending. */
  readonly genes: Uint32Array;
  /** [genes] names to show and to look up: symbols where the file has them beside its identifiers. Unique. */
  readonly symbols: readonly string[];
  /** Column of var, or file, that the symbols came from; undefined for the gene names themselves. */
  readonly symbolsFrom: string | undefined;
  /** [cells, genes] natural-log expression. */
  readonly expression: Sparse;
}

/** What kind of cell each analysed cell is. */
export interface CellTypes {
  /** [cells] type of each analysed cell. */
  readonly types: CategoryColumn;
  /** How they were found: communities of `graph`, or the file's own annotation `column`. */
  readonly method: "leiden" | "louvain" | "column";
  readonly column: string | undefined;
  readonly embedding: EmbeddingName | undefined;
  readonly resolution: number | undefined;
  readonly modularity: number | undefined;
}

/** A map in which cells that are alike in an embedding lie side by side. */
export interface UmapOf {
  readonly embedding: EmbeddingName;
  /** [cells, 2] */
  readonly layout: Matrix;
  /** Shape of the curve 1 / (1 + a d^2b) that distances on the map follow. */
  readonly a: number;
  readonly b: number;
}

/** A gene or a column of obs in which cells may be high. */
export type ColocalizedColumn =
  /** Number of a gene among those that are analysed. */
  | { readonly kind: "gene"; readonly name: string; readonly gene: number }
  /** [dataset cells] */
  | { readonly kind: "obs"; readonly name: string; readonly values: ArrayLike<number> };

/** What `--colocalize` asks, looked up before the long work. */
export interface ColocalizationInputs {
  readonly place: PlacedTarget;
  /** [cells] sample of each, as the dataset numbers them; undefined for one. */
  readonly samples: Int32Array | undefined;
  readonly columns: readonly ColocalizedColumn[];
}

/** Cells that are high in some genes or scores, and their distances to points or a mask, in the unit of the positions. */
export interface Colocalizations {
  readonly kind: GivenTarget["kind"];
  readonly file: string;
  /** [m, 2] the points, or places along the border of the mask, and the sample of each [m], as the dataset numbers them. */
  readonly outline: Matrix;
  readonly sampleOf: Int32Array;
  /** [cells] Infinity in a sample without any. */
  readonly distances: Float64Array;
  readonly found: readonly (Colocalization & { readonly of: string })[];
  /** Genes and scores that could not be tested, as no cell or every cell is high in them. */
  readonly leftOut: readonly string[];
}

/** Gene sets over-represented among some genes. */
export interface LookedUp {
  readonly query: readonly string[];
  readonly libraries: readonly Enrichment[];
}

/** Expression of one domain or cell type between two conditions; arrays run along `allGenes`. */
export interface ComparedExpression extends ConditionExpression {
  readonly of: "domain" | "cell type";
  /** Of the genes that are higher and lower in the second condition. */
  readonly geneSets: { readonly up: LookedUp; readonly down: LookedUp };
}

/** What differs between two conditions, with the sample as the unit. */
export interface Comparison extends Contrast {
  /** Attribute of the samples that holds the conditions. */
  readonly column: string;
  /** [samples] */
  readonly conditions: CategoryColumn;
  /** What samples were adjusted for, such as "donor (4 groups)"; empty where for nothing. */
  readonly adjustedFor: readonly string[];
  /** Shares of domains and of cell types of all cells, and of cell types within domains. */
  readonly sizes: CompositionShifts;
  readonly types: CompositionShifts;
  readonly within: CompositionShifts;
  readonly expression: readonly ComparedExpression[];
  /** Only where it was asked for: cells instead of samples as the unit. */
  readonly cells: readonly ComparedCells[];
}

/** Wilcoxon tests between the cells of two conditions in one domain or cell type; arrays run along `allGenes`. */
export interface ComparedCells {
  readonly of: "domain" | "cell type";
  readonly group: string;
  readonly markers: GroupMarkers;
}

/** How well samples mix, at one point of the way from expression to domains. */
export interface IntegrationStage {
  readonly stage: "expression" | "corrected" | "spatial";
  readonly scores: Integration;
}

/** How well samples mix before and after, and whether domains are those of the tissue. */
export interface IntegrationScores {
  /** Principal components of expression, of corrected expression where it is corrected, and z_spatial. */
  readonly stages: readonly IntegrationStage[];
  readonly dependence: SampleDependence;
}

/** Who lives beside whom in the tissue. Absent where there are fewer than two categories. */
export interface Neighborhoods {
  readonly domains: NeighborhoodEnrichment | undefined;
  readonly types: NeighborhoodEnrichment | undefined;
}

/** How categories gather around each other by distance. Absent where there are fewer than two categories. */
export interface CoOccurrences {
  readonly domains: CoOccurrence | undefined;
  readonly types: CoOccurrence | undefined;
}

/** Gene sets that gather at either end of all genes of one group, ranked by marker score. */
export interface GroupRanking {
  readonly group: string;
  /** One a library of gene sets. */
  readonly libraries: readonly Gsea[];
}

/** Pre-ranked gene set enrichment of domains and, where they were found, of cell types. */
export interface RankedGeneSets {
  readonly domains: readonly GroupRanking[];
  readonly types: readonly GroupRanking[];
  readonly permutations: number;
  /** Ranked genes that a set needs at least, and may have at most. */
  readonly sizes: readonly [number, number];
}

/** How well the domains of each seed alone agree with known labels. */
export interface SeedScores {
  /** Column of obs with the labels. */
  readonly truth: string;
  /** Analysed cells with a label. */
  readonly scored: number;
  /** One a seed: the most central of its partitions, before and after the vote. */
  readonly seeds: readonly { readonly seed: number; readonly raw: Agreement; readonly refined: Agreement }[];
  /** The domains of the run, of all seeds together, after the vote. */
  readonly together: Agreement;
  /** p-value of each score after the vote against that before it, paired by seed (Wilcoxon's signed-rank test). */
  readonly voteTests: Agreement;
}

/** Gene sets over-represented among the markers of one group. */
export interface GroupEnrichment {
  readonly group: string;
  /** Markers that were looked up, the best first. */
  readonly query: readonly string[];
  /** One a library of gene sets. */
  readonly libraries: readonly Enrichment[];
}

/** Gene sets of domains and, where they were found, of cell types. */
export interface GeneSetEnrichment {
  readonly domains: readonly GroupEnrichment[];
  readonly types: readonly GroupEnrichment[];
  /** What the background was, in words. */
  readonly background: string;
}

/** What each step makes. A name here without a step does not compile. */
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

  // What the domains mean: each only when asked for.
  readonly allGenes: AllGenes;
  /** Of z_spatial. */
  readonly spatialNeighbors: EmbeddingGraph;
  /** Of z_intrinsic, or of 30 components where there is no intrinsic branch. */
  readonly intrinsicNeighbors: EmbeddingGraph;
  readonly cellTypes: CellTypes;
  /** Of z_spatial, and of z_intrinsic and z where there are these. */
  readonly umaps: readonly UmapOf[];
  /** How the domains hang together in z_spatial. */
  readonly paga: GroupGraph;
  /** Of each domain against all other cells; arrays run along `allGenes`. */
  readonly domainMarkers: Markers;
  /** The same of each cell type. */
  readonly typeMarkers: Markers;
  /** Moran's I; arrays run along `allGenes`. */
  readonly spatialGenes: SpatialGenes;
  /** Of cell types in domains. */
  readonly composition: CompositionEnrichment;
  /** How well samples mix. */
  readonly integration: IntegrationScores;
  /** Of the conditions that `--compare` names. */
  readonly comparison: Comparison;
  readonly neighborhoods: Neighborhoods;
  readonly coOccurrence: CoOccurrences;
  readonly colocalizationInputs: ColocalizationInputs;
  readonly colocalization: Colocalizations;
  readonly enrichment: GeneSetEnrichment;
  readonly gsea: RankedGeneSets;
  readonly seedScores: SeedScores;
}

export type ArtifactName = keyof Artifacts;

/** What a step may use besides its inputs. */
export interface Context {
  readonly config: Config;
  /** Libraries of gene sets that the user gave. */
  readonly geneSets?: readonly GeneSets[];
  /** Asks a service for the gene sets of markers; undefined for its answer where there is none, which it has said. */
  readonly askEnrichr?: (query: readonly string[], signal?: AbortSignal) => Promise<readonly Enrichment[]>;
  /** Symbols of genes by identifier, and the file that they came from. */
  readonly geneNames?: { readonly from: string; readonly symbols: ReadonlyMap<string, string> };
  /** The points or the mask of `--colocalize`. */
  readonly target?: GivenTarget;
  /** Symbols of the genes that could have been found, or how many, if the user said so. */
  readonly background?: readonly string[] | number;
  /** Made when first needed, once. */
  readonly engine: () => Promise<Engine>;
  readonly report: Report;
  readonly signal: AbortSignal | undefined;
  /** Train several models at once, where that is faster. */
  readonly workers?: SeedWorkers | undefined;
  /** Where finished work is kept, if it is. */
  readonly checkpoints?: Checkpoints;
  /** Monotonic seconds, for timings. */
  readonly clock: () => number;
}

/** What the run gives a step besides its inputs. */
export interface StepContext extends Context {
  /** The step's progress, notes, cancellation and kept parts. */
  readonly task: Task;
}

import type { Domains } from "../cluster/domains.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Matrix } from "../data/matrix.ts";
import type { Sparse } from "../data/sparse.ts";
import type { Engine } from "../engine/engine.ts";
import type { PlacedGenes } from "../genemap/geneMap.ts";
import type { VariableGenes } from "../preprocess/variableGenes.ts";
import type { SpatialGraph } from "../spatial/graph.ts";
import type { Trained } from "../train/train.ts";
import type { Config } from "./config.ts";
import type { Report } from "./progress.ts";

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
  /** [cells, genes] scaled expression, for the maps of the full variant. */
  readonly scaled: Matrix | undefined;
}

/** Domains, and where they came from. */
export interface FoundDomains extends Domains {
  /** K */
  readonly clusters: number;
  /** Which of the embeddings the chosen partition was found in. */
  readonly embedding: number;
}

/** What each step makes. A name here without a step does not compile. */
export interface Artifacts {
  readonly dataset: Dataset;
  readonly selection: Selection;
  /** [cells, genes] natural-log expression. */
  readonly expression: Sparse;
  readonly features: Features;
  readonly graph: SpatialGraph;
  readonly geneMap: PlacedGenes;
  /** One trained model a seed. */
  readonly trained: readonly Trained[];
  /** [cells, d] what is clustered, one a seed: z_spatial, or the smoothed components. */
  readonly embeddings: readonly Matrix[];
  readonly domains: FoundDomains;
}

export type ArtifactName = keyof Artifacts;

/** What a step may use besides its inputs. */
export interface Context {
  readonly config: Config;
  /** Made when first needed, once. */
  readonly engine: () => Promise<Engine>;
  readonly report: Report;
  readonly signal: AbortSignal | undefined;
  /** Monotonic seconds, for timings. */
  readonly clock: () => number;
}

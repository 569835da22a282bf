import type { Matrix } from "../data/matrix.ts";
import type { FamilyName } from "./family.ts";
import type { FeatureSetName } from "./featureSets.ts";

/** Domains of n cells with probabilities and confidence. */
export interface Domains {
  /** [n] domain of each cell before refinement, 0 .. K - 1. Every domain has a cell. */
  readonly raw: Int32Array;
  /**
   * [n] domain of each cell after refinement over the tissue and, where there are several embeddings, consensus of their partitions;
   * 0 .. K - 1, numbered by size, largest first. Every domain has a cell.
   */
  readonly refined: Int32Array;
  /** [n, K] probability of each domain in the chosen mixture; `raw` is its largest. */
  readonly posterior: Matrix;
  /**
   * [n] confidence of the refined domain, 0 to 1: over the partitions of all seeds and components, the mean share of the
   * cell and its neighbours that lie in this domain.
   */
  readonly confidence: Float32Array;
  readonly domains: readonly DomainSummary[];
  /** The fits of each embedding, feature set and number of components, in that order. */
  readonly partitions: readonly PartitionSummary[];
  /** Mean normalised mutual information between the partitions of `partitions`. */
  readonly agreement: number;
  /** Nearest cells that were counted in the refinement, at most, and its passes; 0 where the sections are too small. */
  readonly refinement: { readonly neighbors: number; readonly rounds: number };
  /** The signal ended the search before all partitions were made. */
  readonly stoppedEarly: boolean;
}

/** Size and stability of one domain. */
export interface DomainSummary {
  /** Number of cells after refinement. */
  readonly size: number;
  /** Number of cells before refinement. */
  readonly rawSize: number;
  /** Mean Jaccard index with the partner domain of the other partitions; NaN where there is one only. */
  readonly stability: number;
  /** Stability below 0.5: the domain is unstable (Hennig 2007). */
  readonly weak: boolean;
}

/** Where one candidate partition comes from. */
export interface PartitionSummary {
  /** What it was made of. */
  readonly family: FamilyName;
  /** Index of the embedding, that is of the training seed. */
  readonly embedding: number;
  /** Rounds of averaging over neighbours before it was made, for families that are made of the expression. */
  readonly rounds?: number | undefined;
  readonly features: FeatureSetName;
  readonly components: number;
  /** Where it started: `ward`, `k-means <number>`, `model-based tree`, or the name of a clustering that has no start. */
  readonly start: string;
  /** Natural log of the likelihood of the cells that the mixture was fitted on. */
  readonly logLikelihood: number;
  readonly bic: number;
  /** Mean normalised mutual information with the other partitions. */
  readonly agreement: number;
  readonly chosen: boolean;
  /** [n] its clusters before refinement, not numbered as the domains are. */
  readonly raw: Int32Array;
  /** [n] its clusters after refinement. */
  readonly refined: Int32Array;
}

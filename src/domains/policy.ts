import type { Covariance } from "../cluster/covarianceModels.ts";

/**
 * Every threshold of domain finding, in one record. The values were chosen on annotated tissue without reading labels in
 * the search itself; a candidate rule, a consensus or a refinement under trial is a record beside these.
 */
export interface DomainPolicy {
  readonly candidates: CandidatePolicy;
  readonly consensus: ConsensusPolicy;
  readonly refinement: RefinementPolicy;
}

/** Which partitions are made of each embedding. */
export interface CandidatePolicy {
  /** Numbers of principal components to fit on, below and from `manyCells`. Fewer from there, where each fit takes longer. */
  readonly components: {
    readonly few: readonly number[];
    readonly many: readonly number[];
    readonly manyCells: number;
  };
  /** k-means starts of EM beside the Ward start, per number of components. */
  readonly restarts: number;
  /** Whether each embedding is also clustered beside its mean over neighbours, see `FeatureSetName`. */
  readonly neighbourhoods: boolean;
  readonly covariance: Covariance;
  /** Cells: above it the Ward tree, whose cost is quadratic, is built on a sample of that many. */
  readonly wardSampleAbove: number;
  /** Cells: above it mixtures are fitted on a sample of that many; the others join the likeliest domain. */
  readonly fitAbove: number;
}

/** How partitions become one. */
export interface ConsensusPolicy {
  /**
   * Share of cells, added to the fragmentation of a partition before its inverse becomes the partition's weight: a
   * partition without any fragment weighs as much as a hundred that are nothing else.
   */
  readonly fragmentationOffset: number;
  /** Mean Jaccard index below which a domain is reported as unstable: the other partitions dissolve it (Hennig 2007). */
  readonly weakBelow: number;
}

/** How labels are smoothed over the tissue. */
export interface RefinementPolicy {
  /** Nearest cells that are counted beside each cell. */
  readonly neighbors: number;
  /** Cells: smaller sections are not refined, for in them 25 neighbours reach over whole domains. */
  readonly leastSection: number;
  /** Passes where the largest section is below, and from, `manyCells`: there domains are many neighbourhoods wide. */
  readonly rounds: { readonly few: number; readonly many: number; readonly manyCells: number };
}

const standard: DomainPolicy = {
  candidates: {
    components: { few: [10, 12, 15, 18, 20], many: [12, 15, 20], manyCells: 2000 },
    restarts: 2,
    neighbourhoods: true,
    covariance: "tied",
    wardSampleAbove: 3000,
    fitAbove: 20_000,
  },
  consensus: { fragmentationOffset: 0.01, weakBelow: 0.5 },
  refinement: { neighbors: 25, leastSection: 500, rounds: { few: 1, many: 2, manyCells: 2000 } },
};

/** Named policies: `paper` is one mixture on 30 components from Ward's start, with one pass of refinement. */
export const policies = {
  default: standard,
  paper: {
    ...standard,
    candidates: {
      ...standard.candidates,
      components: { few: [30], many: [30], manyCells: 0 },
      restarts: 0,
      neighbourhoods: false,
    },
    refinement: { ...standard.refinement, rounds: { few: 1, many: 1, manyCells: 0 } },
  },
} as const satisfies Record<string, DomainPolicy>;

/** A refinement over so many neighbours, in sections of any size. */
export function refinementOver(neighbors: number, policy: RefinementPolicy): RefinementPolicy {
  return { ...policy, neighbors, leastSection: 0 };
}

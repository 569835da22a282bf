import type { Covariance } from "../cluster/mixture/covarianceModels.ts";
import { CellScapeError } from "../core/errors.ts";
import type { FamilyName } from "./family.ts";
import type { FeatureSetName } from "./featureSets.ts";

/** Entries of the tables of `rules.ts`, `refinement/refinements.ts` and `registry.ts`. */
export type CandidateRuleName = "mixtures" | "families";
export type ConsensusRuleName = "medoid" | "weightedPlurality" | "equalFamilies";
export type RefinementName = "spatialMajority" | "nearestMode" | "outvotedBeside" | "outvotedWithin" | "none";
export type CountCriterionName = "knee";

/**
 * Every rule and threshold of domain finding, in one record. The values were chosen on annotated tissue; the search itself
 * reads no labels. To try another candidate rule, consensus or refinement, add it to its table and name it in a record beside
 * those of `policies`.
 */
export interface DomainPolicy {
  readonly candidates: CandidatePolicy;
  readonly consensus: ConsensusPolicy;
  readonly refinement: RefinementPolicy;
  readonly counterparts: CounterpartPolicy;
  readonly kinds: KindPolicy;
  readonly stability: StabilityPolicy;
  readonly count: CountPolicy;
  readonly classifier: ClassifierPolicy;
  readonly samples: SamplePolicy;
  readonly warnings: WarningPolicy;
}

/** Which partitions are made of each embedding. */
export interface CandidatePolicy {
  readonly rule: CandidateRuleName;
  /** What of each embedding is clustered. */
  readonly featureSets: readonly FeatureSetName[];
  /** Numbers of principal components to fit on. Fewer for many cells, where each fit takes longer. */
  readonly components: ByCells<readonly number[]>;
  /** k-means starts of EM beside the Ward start, per number of components. */
  readonly restarts: number;
  readonly covariance: Covariance;
  /** Cells: above it the Ward tree, whose cost is quadratic, is built on a sample of that many. */
  readonly wardSampleAbove: number;
  /** Cells: above it mixtures are fitted on a sample of that many; the others join the likeliest cluster. */
  readonly fitAbove: number;
  readonly families: FamilyPolicy;
}

/** Candidates that are made of the expression and its neighbourhood, beside those of the embeddings. */
export interface FamilyPolicy {
  /** Families that are pooled with the candidates of the embeddings where domains are chosen; kinds are made of all, of sets of their own. */
  readonly pooled: readonly FamilyName[];
  /** Cells of the largest section from which they are made: in smaller ones averages reach over whole domains. */
  readonly leastSection: number;
  /** k-means starts of EM beside the Ward start, per number of components. */
  readonly restarts: number;
  /** Averages of components over the spatial graph and, where there are some, over so many nearest cells: none or some numbers. */
  readonly smoothed: {
    readonly rounds: readonly number[];
    readonly neighbors: readonly number[];
    /** Leading components that are averaged. */
    readonly averaged: ByCells<number>;
    readonly components: ByCells<readonly number[]>;
  };
  /** Averages of maximum autocorrelation factors. */
  readonly factors: {
    /** Ranks of the neighbours that the factors are found with, each from the first to the one behind the last. */
    readonly ranks: readonly (readonly [from: number, to: number])[];
    /** Principal components that they are found in. */
    readonly components: number;
    readonly rounds: readonly number[];
    /** Factors beyond the number of domains, where the significant ones are not taken. */
    readonly beyond: number;
  };
}

/** How partitions become one. */
export interface ConsensusPolicy {
  /** Of partitions of one embedding: they differ by numbers of components only. */
  readonly ofOne: ConsensusRuleName;
  /** Of partitions of several embeddings: they fall into a few kinds, and which is in the majority is chance. */
  readonly ofSeveral: ConsensusRuleName;
  /**
   * Share of cells, added to the fragmentation of a partition before its inverse becomes the partition's weight: a
   * partition without any fragment weighs as much as a hundred that are nothing else.
   */
  readonly fragmentationOffset: number;
  /** Neighbours that join cells of a domain to a connected component: about as many as touch a cell. */
  readonly touching: number;
  /** Share of the partitions, those that agree most with the others, of which the plurality of equal families is made. */
  readonly best: number;
}

/** How labels are smoothed over the tissue. */
export interface RefinementPolicy {
  readonly rule: RefinementName;
  /** Nearest cells that are counted beside each cell. */
  readonly neighbors: number;
  /** Cells: smaller sections are not refined, for in them 25 neighbours reach over whole domains. */
  readonly leastSection: number;
  /** Passes, by the cells of the largest section: in large ones domains are many neighbourhoods wide. */
  readonly rounds: ByCells<number>;
}

/** How cells of several sections are brought together. */
export interface CounterpartPolicy {
  /** Cells of another section at most that are counterparts of a cell. */
  readonly nearest: number;
  /** Rank, and share of the cells of its section, up to which a cell is near to its counterparts as well. */
  readonly within: number;
  readonly withinShare: number;
  /** Weight of the cell itself; the other sections share the rest. */
  readonly own: number;
  /** Principal components in which cells are compared. */
  readonly components: number;
  /** Cells: above it counterparts are among a sample, of so many cells in all sections together. */
  readonly exactUpTo: number;
  readonly sampled: number;
}

/** How candidates are grouped into kinds, and which are made for them beside those of the embeddings. */
export interface KindPolicy {
  readonly families: Pick<FamilyPolicy, "smoothed" | "factors">;
  /** Kinds at most, the result among them. */
  readonly most: number;
  /** Normalised mutual information from which two partitions are of one kind. */
  readonly alike: number;
  /** Share of the candidates, families weighing alike, that are nearer to a kind than to those before it. */
  readonly leastSupport: number;
}

/** When a domain is reported as unstable. */
export interface StabilityPolicy {
  /** Mean Jaccard index with the partner domains of other partitions: below it the domain is unstable (Hennig 2007). */
  readonly weakBelow: number;
}

/** How the number of domains is chosen without labels. */
export interface CountPolicy {
  readonly criterion: CountCriterionName;
  /** Most domains considered. */
  readonly largest: number;
  /** Least cells per domain: fewer domains are considered where there are not so many. */
  readonly leastCells: number;
  /** Numbers of principal components to fit on; the embeddings take turns. */
  readonly components: readonly number[];
  /** k-means starts of EM beside the Ward start, per fit. */
  readonly restarts: number;
  /** Cells: above it fits are made on a sample of that many, for there are some sixty of them. */
  readonly sampleAbove: number;
  /** Nearest cells among which coherence is counted: about as many as touch a cell. */
  readonly neighbors: number;
  /** Share of the best score within which another number is plausible as well. */
  readonly plausibleWithin: number;
  /** The tree of domains over their number: numbers of components, and levels beyond the selected number. */
  readonly tree: { readonly components: readonly number[]; readonly beyond: number };
}

/** How the distributions of domains are kept, by which cells of other samples are classified. */
export interface ClassifierPolicy {
  /** Principal components of the embedding beside its mean over neighbours: as many as the finest partitions have. */
  readonly components: number;
  /** Cells: above it the components are found on a sample of that many. */
  readonly fitAbove: number;
}

/** When domains are reported as those of samples rather than of the tissue. */
export interface SamplePolicy {
  /** Share of a domain's cells from which it is one sample's own, unless the sample has such a share of all cells. */
  readonly ownShare: number;
  /** Cramer's V, and share of the cells in own domains, from which domains follow the samples. */
  readonly drivenFrom: number;
  /** Shuffles of the samples over the cells, for the mutual information expected by chance. */
  readonly shuffles: number;
}

/** When results warn of domains. */
export interface WarningPolicy {
  /** Cells: domains of fewer are small. */
  readonly fewCells: number;
  /** Margin between the scores of the two best numbers of domains below which others are named. */
  readonly narrowMargin: number;
  /** Mean confidence of all cells below which the partitions agree little. */
  readonly lowConfidence: number;
  /** Share of what a spot explains of itself that its neighbours explain, below which domains may be thin (one set supports it). */
  readonly thinBelow: number;
  /** Leading components that this is measured in, and most places of a lattice that are spots. */
  readonly thinComponents: number;
  readonly thinUpTo: number;
}

/** A value for tissues of fewer, and one for those of at least `manyCells` cells. */
export interface ByCells<T> {
  readonly few: T;
  readonly many: T;
  readonly manyCells: number;
}

/** Components that are averaged: of many cells the leading ones, as noise is most of the others. */
const averaged: ByCells<number> = { few: Number.POSITIVE_INFINITY, many: 50, manyCells: 50_000 };
const smoothedComponents: ByCells<readonly number[]> = { few: [12, 20], many: [15], manyCells: 2000 };

const standard: DomainPolicy = {
  candidates: {
    rule: "mixtures",
    featureSets: ["embedding", "embeddingAndNeighborhoodMean"],
    components: { few: [10, 12, 15, 18, 20], many: [12, 15, 20], manyCells: 2000 },
    restarts: 2,
    covariance: "tied",
    wardSampleAbove: 3000,
    fitAbove: 20_000,
    families: {
      pooled: ["autocorrelation factors"],
      leastSection: 500,
      restarts: 1,
      smoothed: { rounds: [1, 2, 4], neighbors: [6], averaged, components: smoothedComponents },
      factors: {
        ranks: [
          [0, 12],
          [0, 30],
          [12, 36],
        ],
        components: 60,
        rounds: [2, 4],
        beyond: 3,
      },
    },
  },
  consensus: { ofOne: "medoid", ofSeveral: "weightedPlurality", fragmentationOffset: 0.01, touching: 6, best: 0.5 },
  refinement: {
    rule: "spatialMajority",
    neighbors: 25,
    leastSection: 500,
    rounds: { few: 1, many: 2, manyCells: 2000 },
  },
  counterparts: {
    ...{ nearest: 10, within: 60, withinShare: 0.1, own: 0.5 },
    ...{ components: 20, exactUpTo: 8192, sampled: 4096 },
  },
  kinds: {
    ...{ most: 4, alike: 0.9, leastSupport: 0.05 },
    // Fewer sets than the pool has find the same kinds in half the time.
    families: {
      smoothed: { rounds: [2, 4], neighbors: [], averaged, components: smoothedComponents },
      factors: { ranks: [[0, 30]], components: 60, rounds: [2, 4], beyond: 3 },
    },
  },
  stability: { weakBelow: 0.5 },
  count: {
    criterion: "knee",
    largest: 20,
    leastCells: 10,
    components: [10, 15, 20],
    restarts: 1,
    sampleAbove: 2000,
    neighbors: 6,
    plausibleWithin: 0.1,
    tree: { components: [15, 20], beyond: 3 },
  },
  classifier: { components: 20, fitAbove: 20_000 },
  samples: { ownShare: 0.9, drivenFrom: 0.5, shuffles: 20 },
  warnings: {
    fewCells: 20,
    narrowMargin: 0.1,
    lowConfidence: 0.6,
    thinBelow: 2 / 3,
    thinComponents: 20,
    thinUpTo: 15_000,
  },
};

/**
 * Named policies: `paper` has one pass of refinement in tissues of any size; `pool` adds candidates that need no training
 * to those of the embeddings; `comparison` is one vote of the 30 nearest neighbours in any tissue, by which methods of the field
 * are compared.
 */
export const policies = {
  default: standard,
  comparison: { ...standard, refinement: { ...refinementOver(30, standard.refinement), rounds: always(1) } },
  paper: { ...standard, refinement: { ...standard.refinement, rounds: always(1) } },
  pool: {
    ...standard,
    candidates: { ...standard.candidates, rule: "families" },
    consensus: { ...standard.consensus, ofOne: "equalFamilies", ofSeveral: "equalFamilies" },
  },
} as const satisfies Record<string, DomainPolicy>;

export type PolicyName = keyof typeof policies;

/** The same value for tissues of any size. */
export function always<T>(value: T): ByCells<T> {
  return { few: value, many: value, manyCells: 0 };
}

/** The value for a tissue of `cells` cells. */
export function byCells<T>({ few, many, manyCells }: ByCells<T>, cells: number): T {
  return cells < manyCells ? few : many;
}

/** A refinement over so many neighbours, in sections of any size. */
export function refinementOver(neighbors: number, policy: RefinementPolicy): RefinementPolicy {
  return { ...policy, neighbors, leastSection: 0 };
}

/** @throws bad-option for a name that no policy has. */
export function policyNamed(name: string): DomainPolicy {
  const found = Object.entries(policies).find(([each]) => each === name);
  if (found) return found[1];
  const names = Object.keys(policies).join(", ");
  throw new CellScapeError("bad-option", `policy of domains: expected one of ${names}, got ${name}`);
}

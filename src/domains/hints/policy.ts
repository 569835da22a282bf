import type { ByCells } from "../policy.ts";

/** Every threshold of domains from hints, in one record. They were judged on simulated tissue. */
export interface HintPolicy {
  readonly ensemble: EnsemblePolicy;
  readonly kernel: KernelPolicy;
  readonly mixture: MixturePolicy;
  readonly labelFree: LabelFreePolicy;
  readonly unlabelled: UnlabelledPolicy;
  readonly next: NextPolicy;
}

/** The label-free partitions that define which cells belong together. */
export interface EnsemblePolicy {
  /** Numbers of clusters as multiples of K: finer partitions separate what the coarse ones merge. */
  readonly multiples: readonly number[];
  /** Principal components that are clustered of the embedding, and of the embedding beside its mean over neighbours. */
  readonly components: ByCells<readonly number[]>;
  /** Principal components of the expression that are smoothed, and those of the smoothed that are clustered. */
  readonly expression: { readonly smoothed: number; readonly clustered: number };
  /** Rounds of smoothing, a feature set each. */
  readonly rounds: readonly number[];
  /** Cells of which the Ward tree of each feature set is built. */
  readonly wardSample: number;
  /** Cells: above it components and clusters are fitted on a sample of that many. */
  readonly fitAbove: number;
  /** Share of the rows whose cluster changes in a round of EM at which it ends. */
  readonly settled: number;
  /** Most rounds of classification EM after Ward's start, and the share of the mean variance that is added to each. */
  readonly fitRounds: number;
  readonly ridge: number;
  /** Nearest cells that smooth each partition. */
  readonly neighbors: number;
}

/** Regression on the hints with a kernel of co-membership. */
export interface KernelPolicy {
  /** Weight of the Gaussian kernel of the embedding beside the share of partitions in which two cells are together. */
  readonly gaussianWeight: number;
  /** Its length, where the total variance is 1. */
  readonly length: number;
  /** Share of the kernel that falls with the distance in the tissue, and at what length, where its total variance is 1. */
  readonly nearWeight: number;
  readonly reach: number;
  /** Variance of the noise of a hint. */
  readonly noise: number;
  /** Hints: of more a seeded sample, even over the labels, enters the regression, whose cost is cubic in them. */
  readonly most: number;
}

/** Mixtures with some labels known. */
export interface MixturePolicy {
  /** Cells for which a hint counts. */
  readonly hintWeight: number;
  /** Mean-field Potts field: log odds of a label that all of the `touching` nearest cells have. */
  readonly field: number;
  readonly touching: number;
  /** Most rounds of EM, and the mean change of a probability at which it ends. */
  readonly rounds: number;
  readonly settled: number;
  /** Cells: above it the mixture is fitted on a sample without the field, which then acts for this many rounds. */
  readonly fitAbove: number;
  readonly fieldRounds: number;
  /** Share of the mean variance added to each. */
  readonly ridge: number;
  /** Weight of the regression beside that of the mixtures. */
  readonly kernelWeight: number;
}

/** When the label-free partition is kept, named by the hints. */
export interface LabelFreePolicy {
  /** Natural log odds, before any hint, that it is good. */
  readonly prior: number;
  /** Share of hints that a good partition explains, once it is named by them, and share that another one does. */
  readonly good: number;
  readonly other: number;
  /** What a hint that the regression misses as well counts against it, as a share of one that it alone misses. */
  readonly missedByBoth: number;
  /** Odds of a hint that one of the two predicts from the other hints and the other one does not. */
  readonly foretold: number;
}

/** Domains without a label, where K is larger than the number of labels. */
export interface UnlabelledPolicy {
  /** Cells that stand for each. */
  readonly anchors: number;
}

/** Which cells to label next. */
export interface NextPolicy {
  /** Cells that are considered, a sample of larger tissue. */
  readonly candidates: number;
  /** Dispute that a cell counts with where none of its domains is disputed: then suggestions spread over all cells. */
  readonly undisputed: number;
  /** Neighbours of a hinted or suggested cell that are not suggested. */
  readonly apart: number;
}

/** Every threshold of domains from labels of some cells, with its unit. */
export const hintPolicy: HintPolicy = {
  ensemble: {
    multiples: [1, 1.5, 2, 3],
    components: { few: [10, 15, 20], many: [15], manyCells: 20_000 },
    expression: { smoothed: 50, clustered: 15 },
    rounds: [2, 4],
    wardSample: 1500,
    fitAbove: 5000,
    settled: 0.001,
    fitRounds: 10,
    ridge: 1e-3,
    neighbors: 25,
  },
  kernel: { gaussianWeight: 0.3, length: 1, nearWeight: 0.5, reach: 0.15, noise: 0.3, most: 600 },
  mixture: {
    ...{ hintWeight: 20, field: 2, touching: 6, rounds: 20, settled: 1e-4, fitAbove: 10_000, fieldRounds: 2 },
    ...{ ridge: 0.02, kernelWeight: 2 },
  },
  labelFree: { prior: 1, good: 0.98, other: 0.9, missedByBoth: 0.5, foretold: 2 },
  unlabelled: { anchors: 10 },
  next: { candidates: 1500, undisputed: 0.01, apart: 6 },
};

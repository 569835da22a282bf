/** Parts of the search for domains that come once, in their order, after all feature sets. */
const parts = ["agreement", "neighbors", "refinement", "fragmentation", "posterior", "confidence"] as const;

export type ConsensusPart = (typeof parts)[number];

/** What decides how much work there is. */
export interface WorkSize {
  readonly cells: number;
  /** Domains. */
  readonly count: number;
  /** Embeddings, feature sets of each, and fits of each feature set. */
  readonly embeddings: number;
  readonly setsEach: number;
  /** Feature sets of no embedding; none by default. */
  readonly others?: number;
  readonly fits: number;
  /** Cells that a mixture is fitted on, and most that the Ward tree is built on. */
  readonly fitted: number;
  readonly wardSample: number;
}

/** A mixture that was fitted. */
export interface FitEffort {
  readonly components: number;
  /** Rounds of EM. */
  readonly iterations: number;
}

/** How far the search is, as a share of all work. The estimate of all work becomes better with each fit. */
export interface WorkEstimate {
  /** To be called after each fit that was made: the fits to come are assumed to take as many rounds. */
  fitted(fit: FitEffort): void;
  /** Share that is done when a feature set is at a fit, or at a share of all its cells after the last one. */
  atStep(set: number, step: number): number;
  /** Share that is done at a share, 0 to 1, of a part that comes once. */
  atPart(part: ConsensusPart, share: number): number;
}

/** Work of finding domains. Costs, in microseconds, were measured on 20,000 to 1,000,000 cells and 8 and 20 domains. */
export function estimateWork({
  cells: n,
  count,
  embeddings,
  setsEach,
  others = 0,
  fits,
  fitted,
  wardSample,
}: WorkSize): WorkEstimate {
  const sets = embeddings * setsEach + others;
  const partitions = 2 * sets * Math.ceil(fits / 3);
  const sampled = fitted < n;
  const costs = {
    components: 10 * fitted,
    cells: sampled ? n * (1.5 + 0.28 * count) : 0,
    agreement: (0.03 * n * partitions * partitions) / 2,
    neighbors: 2.8 * n,
    refinement: 0.22 * n * partitions,
    fragmentation: embeddings > 1 ? 0.15 * n * partitions : 0,
    posterior: sampled ? 2.2 * n : 0.1 * n,
    confidence: 0.11 * n * partitions,
  };
  // A third of the fits begin with a Ward tree.
  const costOf = ({ components, iterations }: FitEffort) =>
    20 * Math.min(fitted, wardSample) + fitted * count * (0.35 + 0.004 * components * iterations);
  let made = 0;
  let spent = 0;
  const oneFit = () => (made === 0 ? costOf({ components: 15, iterations: 15 }) : spent / made);
  const oneSet = () => costs.components + fits * oneFit() + costs.cells;
  const until = (part: ConsensusPart) =>
    parts.slice(0, parts.indexOf(part)).reduce((sum, each) => sum + costs[each], sets * oneSet());
  const total = () => until("confidence") + costs.confidence;
  return {
    fitted(effort) {
      made++;
      spent += costOf(effort);
    },
    atStep: (at, step) =>
      (at * oneSet() +
        (step > 0 ? costs.components : 0) +
        Math.min(step, fits) * oneFit() +
        Math.max(0, step - fits) * costs.cells) /
      total(),
    atPart: (part, share) => (until(part) + share * costs[part]) / total(),
  };
}

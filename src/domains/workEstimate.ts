/** Parts of the search for domains that come once, in their order, after all views. */
export type ConsensusPart = "medoid" | "voters" | "votes" | "pieces" | "posterior" | "confidence";

/** What decides how much work there is. */
export interface WorkSize {
  readonly cells: number;
  /** Domains. */
  readonly clusters: number;
  /** Embeddings, views of each, and fits of each view. */
  readonly embeddings: number;
  readonly viewsEach: number;
  readonly fits: number;
  /** Cells that a mixture is fitted on. */
  readonly fitted: number;
}

/** A mixture that was fitted. */
export interface FitEffort {
  readonly components: number;
  /** Rounds of EM. */
  readonly iterations: number;
}

/** How far the search is, in microseconds of a usual machine: only their ratio matters. */
export interface DomainWork {
  /** All work, as far as it can be foreseen: how many rounds the fits to come take is seen from those that were made. */
  total(): number;
  /** To be called after each fit that was made. */
  fitted(fit: FitEffort): void;
  /** Work that is done when a view is at a fit, or at a share of all its cells after the last one. */
  atStep(view: number, step: number): number;
  /** Work that is done at a share, 0 to 1, of a part that comes once. */
  atPart(part: ConsensusPart, share: number): number;
}

/** Work of finding domains. Costs were measured on 20,000 to 1,000,000 cells and 8 and 20 domains. */
export function domainWork({ cells: n, clusters, embeddings, viewsEach, fits, fitted }: WorkSize): DomainWork {
  const views = embeddings * viewsEach;
  const partitions = 2 * views * Math.ceil(fits / 3);
  const sampled = fitted < n;
  const costs = {
    components: 10 * fitted,
    cells: sampled ? n * (1.5 + 0.28 * clusters) : 0,
    medoid: (0.03 * n * partitions * partitions) / 2,
    voters: 2.8 * n,
    votes: 0.22 * n * partitions,
    pieces: embeddings > 1 ? 0.15 * n * partitions : 0,
    posterior: sampled ? 2.2 * n : 0.1 * n,
    confidence: 0.11 * n * partitions,
  };
  // A third of the fits begin with a tree of up to 3,000 cells.
  const costOf = ({ components, iterations }: FitEffort) =>
    20 * Math.min(fitted, 3000) + fitted * clusters * (0.35 + 0.004 * components * iterations);
  let made = 0;
  let spent = 0;
  const oneFit = () => (made === 0 ? costOf({ components: 15, iterations: 15 }) : spent / made);
  const oneView = () => costs.components + fits * oneFit() + costs.cells;
  const order = ["medoid", "voters", "votes", "pieces", "posterior", "confidence"] as const;
  const until = (part: ConsensusPart) =>
    order.slice(0, order.indexOf(part)).reduce((sum, each) => sum + costs[each], views * oneView());
  return {
    total: () => until("confidence") + costs.confidence,
    fitted(effort) {
      made++;
      spent += costOf(effort);
    },
    atStep: (at, step) =>
      at * oneView() +
      (step > 0 ? costs.components : 0) +
      Math.min(step, fits) * oneFit() +
      Math.max(0, step - fits) * costs.cells,
    atPart: (part, share) => until(part) + share * costs[part],
  };
}

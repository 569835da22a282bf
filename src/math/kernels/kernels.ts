/** The compiled kernels; their sources in kernels/ tell what they compute. Arrays are given as their places in memory. */
export interface Kernels {
  umapEpoch(
    places: number,
    n: number,
    heads: number,
    tails: number,
    periods: number,
    next: number,
    pushed: number,
    edges: number,
    attraction: number,
    repulsion: number,
    firstPlace: number,
    lastPlace: number,
    epoch: number,
    rate: number,
    negatives: number,
    states: number,
  ): void;
}

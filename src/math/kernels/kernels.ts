/** The compiled kernels; their sources in kernels/ tell what they compute. Arrays are given as their places in memory. */
export interface Kernels {
  combineRows(
    rows: number,
    starts: number,
    indices: number,
    values: number,
    b: number,
    width: number,
    out: number,
  ): void;
  nearestAmong(
    point: number,
    columns: number,
    blocks: number,
    rows: number,
    d: number,
    k: number,
    found: number,
    squares: number,
  ): void;
  nearestCentroids(
    points: number,
    n: number,
    d: number,
    centroids: number,
    clusters: number,
    width: number,
    labels: number,
    distances: number,
    others: number,
    squares: number,
  ): void;
  nearestPoints(
    ids: number,
    xs: number,
    ys: number,
    firsts: number,
    ends: number,
    boxes: number,
    lowestIds: number,
    from: number,
    to: number,
    k: number,
    found: number,
    squares: number,
    nodes: number,
    nodeSquares: number,
  ): void;
  panelProduct(a: number, b: number, out: number, rows: number, columns: number, deep: number, below: number): void;
  compareLeaves(plan: number, home: number, leaf: number, bound: number, scale: number): number;
  linearScores(
    points: number,
    n: number,
    stride: number,
    d: number,
    slopes: number,
    offsets: number,
    width: number,
    out: number,
  ): void;
  weighRows(
    rows: number,
    n: number,
    width: number,
    logWeights: number,
    highest: number,
    sums: number,
    sizes: number,
  ): void;
  momentBlock(points: number, r: number, n: number, d: number, c: number, k: number, u: number, sums: number): void;
  nearLeaves(plan: number, home: number, farthest: number, keys: number): number;
  countNear(
    near: number,
    binOf: number,
    found: number,
    offsets: number,
    around: number,
    size: number,
    counts: number,
  ): void;
  nearCells(
    x: number,
    y: number,
    cell: number,
    end: number,
    limits: number,
    bins: number,
    firstBin: number,
    scale: number,
    near: number,
    binOf: number,
  ): number;
  umapEpoch(
    places: number,
    n: number,
    heads: number,
    tails: number,
    periods: number,
    next: number,
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
  nearestWard(plan: number, x: number, previous: number, likely: number): number;
}

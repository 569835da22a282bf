import { CellScapeError } from "../../core/errors.ts";
import type { WeightedGraph } from "../../data/weightedGraph.ts";
import type { Neighbors } from "./nearest.ts";
import { undirected } from "./undirected.ts";

/** Bisection steps for a bandwidth at most, the miss that ends it, and the narrowest bandwidth, in mean distances. */
const steps = 64;
const tolerance = 1e-5;
const narrowest = 1e-3;

/**
 * The fuzzy neighbour graph of UMAP: cell i joins neighbour j to the degree exp(-(distance - rho_i) / sigma_i), where
 * rho_i is the distance to its nearest neighbour elsewhere and sigma_i makes the degrees sum to log2(k + 1); the two
 * directions of an edge are united as a + b - a b.
 *
 * Distances and degrees are rounded to float32 as in the reference: its bandwidths are only found to 1e-5, and it leaves
 * out edges whose degree is 0 in that format.
 *
 * @param neighbors k nearest other cells of each cell; k is one less than `n_neighbors` of umap-learn and scanpy, which
 * count the cell itself.
 * @returns weights in (0, 1]
 * @throws bad-data when a distance is negative or not finite.
 * @see McInnes, Healy and Melville 2018; umap-learn `fuzzy_simplicial_set`, scanpy `pp.neighbors(method="umap")`.
 */
export function fuzzyGraph({ k, indices, distances }: Neighbors): WeightedGraph {
  const n = indices.length / k;
  const lengths = Float32Array.from(distances);
  let total = 0;
  for (let e = 0; e < lengths.length; e++) {
    if (!(lengths[e] >= 0 && lengths[e] < Number.POSITIVE_INFINITY)) {
      throw new CellScapeError("bad-data", `fuzzyGraph: expected finite distances, got ${distances[e]} at edge ${e}`);
    }
    total += lengths[e];
  }
  const meanOfAll = total / (n * (k + 1));
  const weights = new Float64Array(n * k);
  for (let i = 0; i < n; i++) degreesInto(weights, lengths.subarray(i * k, (i + 1) * k), i * k, meanOfAll);
  return undirected({ k, targets: indices, weights }, (a, b) => a + b - a * b);
}

/** Write the degrees to which a cell joins its neighbours at the given distances, nearest first. */
function degreesInto(weights: Float64Array, lengths: Float32Array, first: number, meanOfAll: number): void {
  const k = lengths.length;
  const rho = lengths.find((length) => length > 0) ?? 0;
  const beyond = Float32Array.from(lengths, (length) => length - rho);
  let mean = 0;
  for (const length of lengths) mean += length;
  mean /= k + 1;

  const target = Math.log2(k + 1);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let sigma = 1;
  for (let step = 0; step < steps; step++) {
    let sum = 0;
    for (let t = 0; t < k; t++) sum += beyond[t] > 0 ? Math.exp(-beyond[t] / sigma) : 1;
    if (Math.abs(sum - target) < tolerance) break;
    if (sum > target) {
      high = sigma;
      sigma = (low + high) / 2;
    } else {
      low = sigma;
      sigma = high === Number.POSITIVE_INFINITY ? 2 * sigma : (low + high) / 2;
    }
  }
  sigma = Math.fround(Math.max(sigma, narrowest * (rho > 0 ? mean : meanOfAll)));
  for (let t = 0; t < k; t++) {
    weights[first + t] = beyond[t] <= 0 || sigma === 0 ? 1 : Math.fround(Math.exp(-beyond[t] / sigma));
  }
}

import { CellScapeError, expectShape } from "../../core/errors.ts";
import type { Neighbors } from "../../math/neighbors/nearest.ts";

export interface LisiOptions {
  /** Effective neighbours: e to the entropy of their weights. The neighbourhood should hold three times as many. */
  readonly perplexity?: number;
}

/** How near the entropy must come to log perplexity, in nats; the references stop at 1e-5. */
const TOLERANCE = 1e-7;
/** Halvings and doublings of the bandwidth; the references give up after 50, which suits distances about 1. */
const MAX_STEPS = 400;

/**
 * Local inverse Simpson index: how many labels, effectively, meet in the neighbourhood of each cell. Neighbour j weighs
 * w_j = exp(-b distance_j) / sum, with b such that the weights have the entropy log perplexity, and
 *
 *   LISI = 1 / sum over labels of (sum of w_j over the neighbours of that label)^2
 *
 * between 1 (one label) and the number of labels.
 *
 * @param neighbors k nearest other cells; harmonypy 2 takes k = 3 perplexity, the original and scIB one less.
 * @param labels [n] >= 0
 * @returns [n]
 * @throws bad-shape when the sizes differ; bad-option for a negative label or a perplexity not within 1 to k.
 * @see Korsunsky et al. 2019 (Harmony); harmonypy `compute_lisi`. Cost: n k.
 */
export function lisi(
  { k, indices, distances }: Neighbors,
  labels: Int32Array,
  { perplexity = 30 }: LisiOptions = {},
): Float64Array {
  const n = labels.length;
  expectShape("lisi: neighbours", [indices.length / k], { cells: n });
  if (!(perplexity >= 1 && perplexity <= k)) {
    throw new CellScapeError(
      "bad-option",
      `lisi: expected a perplexity of 1 to the ${k} neighbours, got ${perplexity}; take more neighbours`,
    );
  }
  const shares = new Float64Array(highestLabel(labels) + 1);
  const weights = new Float64Array(k);
  return Float64Array.from(labels, (_, i) => {
    weightsInto(weights, distances.subarray(i * k, (i + 1) * k), Math.log(perplexity));
    let simpson = 0;
    for (let t = 0; t < k; t++) {
      // (share + w)^2 - share^2, so that the squares need no second pass over the labels.
      const label = labels[indices[i * k + t]];
      simpson += weights[t] * (2 * shares[label] + weights[t]);
      shares[label] += weights[t];
    }
    for (let t = 0; t < k; t++) shares[labels[indices[i * k + t]]] = 0;
    return 1 / simpson;
  });
}

/**
 * Find the bandwidth by doubling and halving from 1. Distances count from the nearest neighbour's, which changes no
 * weight but keeps them from all being 0.
 */
function weightsInto(weights: Float64Array, distances: Float64Array, entropy: number): void {
  const k = distances.length;
  let bandwidth = 1;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  for (let step = 0; step <= MAX_STEPS; step++) {
    let sum = 0;
    let moment = 0;
    for (let t = 0; t < k; t++) {
      const beyond = distances[t] - distances[0];
      weights[t] = Math.exp(-beyond * bandwidth);
      sum += weights[t];
      moment += beyond * weights[t];
    }
    const miss = Math.log(sum) + (bandwidth * moment) / sum - entropy;
    for (let t = 0; t < k; t++) weights[t] /= sum;
    if (Math.abs(miss) < TOLERANCE) return;
    if (miss > 0) {
      low = bandwidth;
      bandwidth = high === Number.POSITIVE_INFINITY ? bandwidth * 2 : (bandwidth + high) / 2;
    } else {
      high = bandwidth;
      bandwidth = (bandwidth + low) / 2;
    }
    // Neighbours at equal distances have no bandwidth of that entropy; their weights are equal.
    if (!(bandwidth > 0 && bandwidth < Number.MAX_VALUE)) return;
  }
}

function highestLabel(labels: Int32Array): number {
  let highest = 0;
  labels.forEach((label, i) => {
    if (label < 0) {
      throw new CellScapeError("bad-option", `lisi: expected labels >= 0, got ${label} for cell ${i}; leave it out`);
    }
    if (label > highest) highest = label;
  });
  return highest;
}

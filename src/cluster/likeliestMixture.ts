import type { Matrix } from "../data/matrix.ts";
import type { Random } from "../random.ts";
import type { Covariance } from "./covarianceModels.ts";
import { gaussianMixture, type Mixture } from "./gaussianMixture.ts";
import { kMeans } from "./kMeans.ts";
import { wardPartition } from "./wardPartition.ts";

export interface StartOptions {
  /** k-means starts beside Ward's. */
  readonly restarts: number;
  readonly covariance?: Covariance;
  /** Above this many cells the Ward tree is built on a sample of that many. */
  readonly sampleAbove?: number;
  /** Awaited before each fit: report, breathe, or throw to stop. */
  readonly beforeFit: () => Promise<void>;
}

export interface Likeliest {
  readonly best: Mixture;
  /** `ward` or `k-means <number>`. */
  readonly start: string;
}

/**
 * The likeliest of the Gaussian mixtures that EM reaches from a Ward start and from `restarts` k-means starts. EM climbs
 * to the nearest of many maxima; on annotated tissue the likeliest one is on average the better partition, and the same
 * one over seeds more often.
 *
 * @param points [n, d].
 */
export async function likeliestMixture(
  points: Matrix,
  clusters: number,
  { restarts, covariance = "tied", sampleAbove = 10_000, beforeFit }: StartOptions,
  rng: Random,
): Promise<Likeliest> {
  let best: Mixture | undefined;
  let bestStart = "";
  for (let restart = 0; restart <= restarts; restart++) {
    await beforeFit();
    const start = restart === 0 ? "ward" : `k-means ${restart}`;
    const stream = rng.split(start);
    const labels =
      restart === 0
        ? wardPartition(points, clusters, { sampleAbove }, stream)
        : kMeans(points, clusters, {}, stream).labels;
    const fit = gaussianMixture(points, labels, { clusters, covariance });
    if (best !== undefined && fit.logLikelihood <= best.logLikelihood) continue;
    best = fit;
    bestStart = start;
  }
  if (best === undefined) throw new Error("internal: no start was made");
  return { best, start: bestStart };
}

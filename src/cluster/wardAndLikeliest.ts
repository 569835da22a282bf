import type { Matrix } from "../data/matrix.ts";
import type { Random } from "../random.ts";
import type { Covariance } from "./covarianceModels.ts";
import { gaussianMixture, type Mixture } from "./gaussianMixture.ts";
import { kMeans } from "./kMeans.ts";

export interface StartOptions {
  /** [n] Ward's partition, the first start. */
  readonly ward: Int32Array;
  /** k-means starts beside it. */
  readonly restarts: number;
  readonly covariance?: Covariance;
  /** Awaited before each fit: report, breathe, or throw to stop. */
  readonly beforeFit: () => Promise<void>;
}

/** A mixture, and where EM started: `ward` or `k-means <number>`. */
export interface Fit {
  readonly mixture: Mixture;
  readonly start: string;
}

/**
 * Gaussian mixtures that EM reaches from a Ward start and from `restarts` k-means starts: the one from Ward, and the
 * likeliest of all. EM climbs to the nearest of many maxima; on annotated tissue the likeliest is on average the better
 * partition and the same one over seeds more often, and Ward's is right where the likeliest splits noise.
 *
 * @param points [n, d].
 * @returns both, the same fit twice where Ward's is the likeliest; one where there are no restarts.
 */
export async function wardAndLikeliest(
  points: Matrix,
  clusters: number,
  { ward, restarts, covariance = "tied", beforeFit }: StartOptions,
  rng: Random,
): Promise<Fit[]> {
  const fits: Fit[] = [];
  for (let restart = 0; restart <= restarts; restart++) {
    await beforeFit();
    const start = restart === 0 ? "ward" : `k-means ${restart}`;
    const labels = restart === 0 ? ward : kMeans(points, clusters, {}, rng.split(start)).labels;
    fits.push({ mixture: gaussianMixture(points, labels, { clusters, covariance }), start });
  }
  if (restarts === 0) return fits;
  const likeliest = fits.reduce((a, b) => (b.mixture.logLikelihood > a.mixture.logLikelihood ? b : a));
  return [fits[0], likeliest];
}
